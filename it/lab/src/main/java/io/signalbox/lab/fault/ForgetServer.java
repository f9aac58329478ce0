package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import io.signalbox.site.layout.Names;
import io.signalbox.site.supervisor.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Somebody takes a server out of haproxy.cfg and reloads HAProxy. The file as it was lies beside it meanwhile. */
public record ForgetServer(Site site, String proxy, String server) implements Fault {
    private static final String BEFORE = ".before-";

    /** Gives back what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        int healed = 0;
        for (var balancer : site.describe().proxies()) {
            ForgetServer fault = new ForgetServer(site, balancer.name(), "a server");
            if (fault.kept().filter(ForgetServer::ownerIsGone).isPresent()) {
                fault.heal();
                healed++;
            }
        }
        return healed;
    }

    private static boolean ownerIsGone(Path kept) {
        String name = String.valueOf(kept.getFileName());
        return ProcessHandle.of(Long.parseLong(name.substring(name.lastIndexOf('-') + 1)))
                .isEmpty();
    }

    private Path file() {
        return site.layout().haproxyConfiguration(proxy);
    }

    private Optional<Path> kept() {
        try (var files = Files.list(file().getParent())) {
            return files.filter(path -> String.valueOf(path.getFileName()).startsWith(file().getFileName() + BEFORE))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject() {
        try {
            List<String> all = Files.readAllLines(file());
            List<String> others = all.stream()
                    .filter(line -> !line.strip().startsWith("server " + server + " "))
                    .toList();
            if (others.size() == all.size()) {
                throw new FaultFailure(file() + " does not name " + server + ".");
            }
            Files.copy(
                    file(),
                    file().resolveSibling(file().getFileName()
                            + BEFORE
                            + ProcessHandle.current().pid()),
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(file(), others.stream().collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException("haproxy.cfg of " + proxy + " could not be changed", e);
        }
        reload();
    }

    @Override
    public void heal() {
        Optional<Path> before = kept();
        if (before.isEmpty()) {
            return;
        }
        try {
            Files.move(before.get(), file(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("haproxy.cfg of " + proxy + " could not be given back", e);
        }
        reload();
    }

    private void reload() {
        site.kill(Names.process(proxy, Names.HAPROXY), Signal.USR2);
    }

    @Override
    public String sentence() {
        return "somebody takes " + server + " out of haproxy.cfg of " + proxy + " and reloads it";
    }
}
