package io.signalbox.lab.fault;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.site.Site;
import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One page of a table of one server is overwritten on its disk. mysqld is ended in an orderly way before, so that all pages are on the disk
 * and none is in its memory when it runs again; whoever reads the page then ends it.
 */
public final class CorruptPage implements Fault {
    private static final Duration END_BOUND = Duration.ofSeconds(60);

    private final Site site;
    private final String server;
    private final String schema;
    private final String table;
    private volatile Optional<Spoiled> spoiled = Optional.empty();

    /** A page, and what it was before. */
    private static final class Spoiled {
        private final InnodbPage page;
        private final byte[] good;

        Spoiled(InnodbPage page, byte[] good) {
            this.page = page;
            this.good = good;
        }
    }

    public CorruptPage(Site site, String server, String schema, String table) {
        this.site = site;
        this.server = server;
        this.schema = schema;
        this.table = table;
    }

    private Path file() {
        return site.layout().dataDir(server).resolve(schema).resolve(table + ".ibd");
    }

    @Override
    public void inject() {
        HoldDown agent = new HoldDown(site, List.of(server + "/agent"));
        try {
            agent.inject();
            endMysqld();
            spoil();
        } catch (IOException e) {
            throw new UncheckedIOException("The page could not be overwritten: " + e.getMessage(), e);
        } finally {
            agent.heal();
        }
    }

    private void endMysqld() {
        Optional<ProcessIdentity> mysqld = site.mysqld(server);
        mysqld.ifPresent(process -> Signal.TERM.sendTo(process.pid()));
        if (!Wait.until(END_BOUND, () -> mysqld.stream().noneMatch(ProcessIdentity::alive))) {
            throw new FaultFailure("mysqld of " + server + " did not end within " + END_BOUND.toSeconds() + " s.");
        }
    }

    private void spoil() throws IOException {
        InnodbPage page = InnodbPage.ofRows(file());
        byte[] good = page.read();
        spoiled = Optional.of(new Spoiled(page, good));
        page.write(InnodbPage.spoiled(good));
    }

    /** True while the rubbish is there: a copy of another server's data has no part of it. */
    public boolean there() {
        return spoiled.filter(this::there).isPresent();
    }

    private boolean there(Spoiled one) {
        try {
            return Files.exists(one.page.file()) && Arrays.equals(one.page.read(), InnodbPage.spoiled(one.good));
        } catch (IOException gone) {
            return false;
        }
    }

    /** The page is put back only where the rubbish still is: mysqld cannot have read it and go on. */
    @Override
    public void heal() {
        spoiled.filter(this::there).ifPresent(one -> {
            try {
                one.page.write(one.good);
            } catch (IOException e) {
                throw new UncheckedIOException("The page could not be put back: " + e.getMessage(), e);
            }
        });
        spoiled = Optional.empty();
    }

    @Override
    public String sentence() {
        return "a page of table " + table + " is overwritten on the disk of " + server;
    }
}
