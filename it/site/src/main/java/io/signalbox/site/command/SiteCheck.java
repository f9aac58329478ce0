package io.signalbox.site.command;

import io.signalbox.site.Site;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.network.Differs;
import io.signalbox.site.network.RunningProxy;
import io.signalbox.site.network.Verdict;
import io.signalbox.site.network.Verdict.Check;
import io.signalbox.site.render.SiteFiles;
import io.signalbox.site.render.SitePlan;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every configuration file of a site of this machine: as {@code up} would write it, as it lies there, and as the processes loaded it. */
record SiteCheck(SitePlan plan, Site site) {

    /** In the order of their names. */
    List<Verdict> run() throws IOException, InterruptedException {
        Path wanted = Files.createTempFile("signalbox-wanted", ".txt");
        try {
            List<Verdict> verdicts = new ArrayList<>();
            SortedMap<Path, String> processes = processes();
            for (Map.Entry<Path, String> file : new SiteFiles(plan).texts().entrySet()) {
                Files.writeString(wanted, file.getValue());
                verdicts.add(of(file.getKey(), wanted, processes));
            }
            return verdicts;
        } finally {
            Files.delete(wanted);
        }
    }

    private Verdict of(Path file, Path wanted, SortedMap<Path, String> processes)
            throws IOException, InterruptedException {
        String name = plan.layout().dir().relativize(file).toString();
        if (Files.exists(file) && !Files.isReadable(file)) {
            return new Verdict(name, Check.UNREADABLE, file + " may not be read by this user");
        }
        String difference = Differs.between(file, wanted, name);
        if (!Files.exists(file)) {
            return new Verdict(name, Check.NOT_CHECKED, file + " is missing", difference);
        }
        Optional<String> proxy = proxy(file);
        return proxy.isPresent()
                ? haproxy(name, file, difference, RunningProxy.at(plan.layout().runtimeSocket(proxy.get())))
                : new Verdict(
                        name,
                        Check.NO_VALIDATOR,
                        "",
                        true,
                        difference,
                        startedAt(String.valueOf(processes.get(file))).stream()
                                .flatMap(at -> notLoaded(file, at).stream())
                                .toList(),
                        List.of());
    }

    private Verdict haproxy(String name, Path file, String difference, RunningProxy runs)
            throws IOException, InterruptedException {
        Differs.Said said = Differs.said(List.of(plan.haproxy().toString(), "-c", "-f", file.toString()));
        Check taken = said.good() ? Check.VALID : Check.INVALID;
        return new Verdict(
                name,
                runs.denied() ? Check.UNREADABLE : taken,
                ((said.good() ? "" : said.text()) + "\n" + runs.said()).strip(),
                true,
                difference,
                runs.differences(file),
                List.of());
    }

    private Optional<String> proxy(Path file) {
        return plan.proxies().stream()
                .filter(proxy -> plan.layout().haproxyConfiguration(proxy).equals(file))
                .findFirst();
    }

    /** Which process reads each file. */
    private SortedMap<Path, String> processes() {
        SiteLayout layout = plan.layout();
        SortedMap<Path, String> processes = new TreeMap<>();
        plan.proxies()
                .forEach(host -> processes.put(layout.agentConfiguration(host), Names.process(host, Names.AGENT)));
        for (String controller : plan.control().names()) {
            String host = plan.control().host(controller);
            processes.put(layout.controllerConfiguration(host), Names.process(host, Names.CONTROLLER));
        }
        for (String host : plan.databases()) {
            processes.put(layout.agentConfiguration(host), Names.process(host, Names.AGENT));
            processes.put(layout.mysqlConfiguration(host), host);
        }
        plan.webHosts().forEach(host -> processes.put(layout.webConfiguration(host), Names.process(host, Names.WEB)));
        return processes;
    }

    /** @param process as its supervisor names it, or a database's host for its mysqld */
    private Optional<Instant> startedAt(String process) {
        Optional<Long> pid =
                process.contains("/") ? site.pid(process) : site.mysqld(process).map(ProcessIdentity::pid);
        return pid.flatMap(ProcessHandle::of).flatMap(handle -> handle.info().startInstant());
    }

    private static Optional<String> notLoaded(Path file, Instant startedAt) {
        try {
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            return changed.isAfter(startedAt)
                    ? Optional.of("not loaded yet: " + file + " was changed at " + changed + ", its process runs since "
                            + startedAt)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + " is gone");
        }
    }
}
