package io.signalbox.site.start;

import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.EtcdFlags;
import io.signalbox.site.render.SitePlan;
import io.signalbox.site.supervisor.Program;
import io.signalbox.site.supervisor.ProgramList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the supervisor keeps running: one table of a site's programs. mysqld is not among them, it is its agent's. */
record SitePrograms(SitePlan plan, Jars jars, Archives archives, Path etcd) {
    /** Started first, stopped last: clients are held as long as anything else is there. */
    private static final int PROXY_RANK = 0;

    private static final int AGENT_RANK = 1;
    private static final int CONTROLLER_RANK = 2;
    private static final int WEB_RANK = 3;
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);
    private static final String SUPERVISOR_KIND = "supervisor";

    /**
     * What must act in milliseconds while everything else wants the processor: as a unit's {@code Nice=-10} would. Who
     * may not raise a priority gets a warning in the log and the ordinary one. mysqld and the web servers keep that.
     */
    private static final List<String> PROMPT = List.of("nice", "-n", "-10");

    ProgramList list() throws IOException {
        List<Program> programs = new ArrayList<>();
        for (String proxy : plan.proxies()) {
            programs.add(haproxy(proxy));
            programs.add(agent(proxy));
        }
        for (String database : plan.databases()) {
            programs.add(agent(database));
        }
        ControlHosts control = plan.control();
        for (String member : control.members()) {
            programs.add(etcd(control, member));
        }
        for (String controller : control.names()) {
            String host = control.host(controller);
            programs.add(daemon(
                    Names.process(host, Names.CONTROLLER),
                    DaemonJvm.CONTROLLER,
                    layout().controllerConfiguration(host),
                    CONTROLLER_RANK));
        }
        for (String database : plan.webHosts()) {
            programs.add(daemon(
                    Names.process(database, Names.WEB), DaemonJvm.WEB, layout().webConfiguration(database), WEB_RANK));
        }
        return new ProgramList(jars.build(), programs);
    }

    /** The supervisor, in a session of its own: the terminal's Ctrl-C and hang-up do not reach it. */
    List<String> supervisor() throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "--fork"));
        Optional<String> archive = archives.flag(SUPERVISOR_KIND, true);
        String dir = layout().dir().toString();
        command.addAll(DaemonJvm.SUPERVISOR.command(jars, options(SUPERVISOR_KIND), archive, dir));
        return command;
    }

    private Program haproxy(String proxy) {
        List<String> command = List.of(
                plan.haproxy().toString(),
                "-Ws",
                "-S",
                layout().masterSocket(proxy) + ",mode,600",
                "-p",
                layout().haproxyPid(proxy).toString(),
                "-f",
                layout().haproxyConfiguration(proxy).toString());
        return program(Names.process(proxy, Names.HAPROXY), prompt(command), PROXY_RANK);
    }

    private Program etcd(ControlHosts control, String member) {
        List<String> command = new ArrayList<>(List.of(etcd.toString()));
        command.addAll(new EtcdFlags(plan, member).all());
        return program(Names.process(control.host(member), ControlHosts.ETCD), prompt(command), AGENT_RANK);
    }

    private Program agent(String host) throws IOException {
        return daemon(Names.process(host, Names.AGENT), DaemonJvm.AGENT, layout().agentConfiguration(host), AGENT_RANK);
    }

    private Program daemon(String name, DaemonJvm jvm, Path configuration, int rank) throws IOException {
        String kind = name.substring(name.indexOf('/') + 1);
        Optional<String> archive = archives.flag(kind, writesArchive(name));
        List<String> command = jvm.command(jars, options(kind), archive, configuration.toString());
        return program(name, rank == WEB_RANK ? command : prompt(command), rank);
    }

    private static List<String> prompt(List<String> command) {
        return Stream.concat(PROMPT.stream(), command.stream()).toList();
    }

    /** One daemon of each kind: of the agents one that has a database, and so loads most. */
    private boolean writesArchive(String name) {
        return name.startsWith(plan.databases().getFirst() + "/")
                || name.equals(Names.process(Names.BALANCER, Names.CONTROLLER));
    }

    private Path options(String kind) {
        return jars.directory().resolve(kind + ".options");
    }

    private Program program(String name, List<String> command, int rank) {
        return new Program(name, command, environment(name), layout().log(name), rank, STOP_BOUND.toMillis());
    }

    SortedMap<String, String> environment(String name) {
        SortedMap<String, String> environment = new TreeMap<>();
        environment.put(MarkedProcesses.SITE, layout().dir().toString());
        environment.put(MarkedProcesses.PROCESS, name);
        // glibc gives every thread an arena of its own otherwise, which costs tens of megabytes.
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }

    private SiteLayout layout() {
        return plan.layout();
    }
}
