package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import io.signalbox.site.layout.Names;
import io.signalbox.site.supervisor.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody takes a server out of haproxy.cfg and reloads HAProxy. The file as it was lies beside it meanwhile. */
public record ForgetServer(Site site, String proxy, String server) implements Fault {

    /** Gives back what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        int healed = 0;
        for (var balancer : site.describe().proxies()) {
            ForgetServer fault = new ForgetServer(site, balancer.name(), "a server");
            if (fault.aside().isLeft()) {
                fault.heal();
                healed++;
            }
        }
        return healed;
    }

    private Path file() {
        return site.layout().haproxyConfiguration(proxy);
    }

    private Aside aside() {
        return new Aside(file());
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
            aside().copy();
            Files.writeString(file(), others.stream().collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException("haproxy.cfg of " + proxy + " could not be changed", e);
        }
        reload();
    }

    @Override
    public void heal() {
        try {
            if (aside().giveBack()) {
                reload();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("haproxy.cfg of " + proxy + " could not be given back", e);
        }
    }

    private void reload() {
        site.kill(Names.process(proxy, Names.HAPROXY), Signal.USR2);
    }

    @Override
    public String sentence() {
        return "somebody takes " + server + " out of haproxy.cfg of " + proxy + " and reloads it";
    }
}
