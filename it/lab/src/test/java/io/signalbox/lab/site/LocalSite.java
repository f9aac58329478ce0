package io.signalbox.lab.site;

import io.signalbox.lab.Playing;
import io.signalbox.lab.fault.AllOf;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.CutOneWay;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.workload.Doors;
import io.signalbox.site.Site;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Processes of this machine, as {@code up} starts them, on loopback addresses of their own. Links are cut with iptables. */
public final class LocalSite implements LabSite {
    private static final int LOG_LINES = 40;

    private final RunningSite running;
    private final Site site;
    private final SiteDescription description;

    private LocalSite(RunningSite running, Site site) {
        this.running = running;
        this.site = site;
        this.description = SiteDescription.read(site.layout().description());
    }

    /** @param databases 2 to 5, each with a web server beside it */
    public static LocalSite start(int databases) throws Exception {
        CutLinks.healLeftovers();
        RunningSite running = new RunningSite(databases);
        try {
            return new LocalSite(running, running.up());
        } catch (Exception e) {
            running.remove(false);
            throw e;
        }
    }

    @Override
    public Doors doors() {
        return Playing.doors(site.describe());
    }

    @Override
    public Path access() {
        return site.layout().dir();
    }

    @Override
    public SortedSet<String> hosts() {
        SortedSet<String> hosts = new TreeSet<>(description.balancers());
        hosts.addAll(doors().servers().keySet());
        return hosts;
    }

    private List<String> addresses(Collection<String> hosts) {
        return hosts.stream().map(description.addresses()::host).toList();
    }

    @Override
    public Fault killMysqld(String server) {
        return new KillProcess(mysqldOf(server), mysqld(server).pid());
    }

    @Override
    public Fault freezeMysqld(String server) {
        return new FreezeProcess(mysqldOf(server), mysqld(server));
    }

    @Override
    public Fault pause(String server) {
        List<Fault> processes = new ArrayList<>();
        for (String process : supervised(server)) {
            processes.add(new FreezeProcess(process, process(process)));
        }
        processes.add(freezeMysqld(server));
        return new AllOf(processes);
    }

    @Override
    public Fault loseHost(String server) {
        return new AllOf(List.of(
                cut(List.of(server), everybodyBut(server)),
                killMysqld(server),
                new HoldDown(site, supervised(server))));
    }

    @Override
    public Fault cut(Collection<String> some, Collection<String> others) {
        return new AllOf(some.stream()
                .<Fault>map(host -> new CutLinks(host, description.addresses().host(host), addresses(others)))
                .toList());
    }

    @Override
    public Fault cutOneWay(Collection<String> senders, Collection<String> receivers) {
        return new AllOf(receivers.stream()
                .<Fault>map(host -> CutOneWay.deaf(host, description.addresses().host(host), addresses(senders)))
                .toList());
    }

    private static String mysqldOf(String server) {
        return "mysqld of " + server;
    }

    private static List<String> supervised(String server) {
        return List.of(Names.process(server, Names.AGENT), Names.process(server, Names.WEB));
    }

    private ProcessIdentity mysqld(String server) {
        return site.mysqld(server).orElseThrow(() -> new FaultFailure(mysqldOf(server) + " does not run."));
    }

    private ProcessIdentity process(String name) {
        return site.pid(name).flatMap(ProcessIdentity::of).orElseThrow(() -> new FaultFailure(name + " does not run."));
    }

    @Override
    public SortedMap<String, String> logs() {
        SortedMap<String, String> logs = new TreeMap<>();
        try (Stream<Path> files = Files.list(site.layout().logs())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.put(file.getFileName().toString(), end(file));
            }
            for (String server : doors().servers().keySet()) {
                logs.put(mysqldOf(server), end(site.layout().mysqldLog(server)));
            }
        } catch (IOException e) {
            logs.put("", "The logs cannot be read: " + e);
        }
        return logs;
    }

    private static String end(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        return Tail.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8), LOG_LINES);
    }

    @Override
    public void close() {
        try {
            running.remove(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
