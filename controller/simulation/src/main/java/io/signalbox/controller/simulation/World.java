package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentSettings;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.settings.ClusterSettings.WebServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One site: the only place where its parts are put together. */
final class World implements Witness {
    static final String WRITERS = "rw";
    static final String WEB = "web";
    static final List<String> WEB_SERVERS = List.of("web1", "web2");
    private static final String CLUSTER = "main";
    private static final String PROXY = "lb1";
    private static final int PORT = 3306;
    private static final long RESTARTS = 300 * Schedule.MILLI;
    private static final long RESTARTS_AT_MOST = 3 * Schedule.SECOND;

    private final Schedule schedule = new Schedule();
    private final Chance chance;
    private final Setup setup;
    private final Network network;
    private final Judge judge;
    private final Coverage coverage = new Coverage();
    private final SimulatedStore store;
    private final Map<String, SimulatedMysql> servers = new LinkedHashMap<>();
    private final List<SimulatedMysql> all;
    private final Map<SimulatedMysql, Acts> acts = new LinkedHashMap<>();
    private final List<SimulatedAgent> agents = new ArrayList<>();
    private final List<SimulatedController> controllers = new ArrayList<>();
    private final SimulatedProxy proxy = new SimulatedProxy(PROXY, servers.keySet());
    private final ClusterSettings settings;
    private boolean lookBack;

    World(Setup setup, Chance chance) {
        this.setup = setup;
        this.chance = chance;
        this.network = new Network(schedule, chance, setup.weather().slowest());
        this.judge = new Judge(this);
        this.store = new SimulatedStore(CLUSTER, this, setup.has(Flaw.STORE_DOES_NOT_COMPARE));
        var neighbours = new Receiver.Neighbours(network, this::server);
        List<DatabaseServer> names = new ArrayList<>();
        for (int i = 1; i <= setup.weather().servers(); i++) {
            String name = "db" + i;
            SimulatedMysql mysql = new SimulatedMysql(name, schedule, chance, neighbours, this, setup.flaws());
            servers.put(name, mysql);
            acts.put(mysql, new Acts(mysql, schedule, chance, setup.weather().hands()));
            agents.add(new SimulatedAgent(this, AgentSettings.ofDatabase(name, name), mysql, null));
            names.add(new DatabaseServer(name, name, PORT, setup.weather().rule(i - 1), ""));
            mysql.applier().usuallySlowBy(setup.weather().usualSlowness());
        }
        all = List.copyOf(servers.values());
        agents.add(new SimulatedAgent(this, AgentSettings.ofProxy(PROXY), null, proxy));
        controllers.add(new SimulatedController(this, "c1"));
        controllers.add(new SimulatedController(this, "c2"));
        this.settings = new ClusterSettings(
                CLUSTER,
                names,
                List.of(PROXY),
                WRITERS,
                "ro",
                WEB_SERVERS.stream().map(web -> new WebServer(WEB, web, 100)).toList(),
                ClusterSettings.Bounds.defaults().leavingAfter(setup.weather().leaveAfter()),
                setup.weather().whenNoAckers(),
                setup.weather().k());
    }

    void start() {
        agents.forEach(SimulatedAgent::start);
        controllers.getFirst().start();
        new Clients(this).start();
    }

    /** Lets things happen until {@code until}, judging after each, or until an invariant breaks. */
    void run(long until) {
        while (judge.violations().isEmpty() && happen(until)) {
            judge.look();
            if (lookBack) {
                lookBack = false;
                judge.lookBack();
            }
        }
    }

    private boolean happen(long until) {
        try {
            return schedule.next(until);
        } catch (RuntimeException e) {
            StackTraceElement[] where = e.getStackTrace();
            judge.broken(Invariant.MIND_BROKE, e + (where.length == 0 ? "" : " at " + where[0]));
            return false;
        }
    }

    // ---- what is seen

    @Override
    public void named(SimulatedMysql server, Transaction transaction) {
        judge.named(server, transaction);
    }

    @Override
    public void unwritten(SimulatedMysql server, Transaction transaction) {
        coverage.saw(Coverage.UNWRITTEN);
        judge.unwritten(server, transaction);
        lookBack = true;
    }

    @Override
    public void acknowledged(SimulatedMysql server, Transaction transaction) {
        judge.acknowledged(server, transaction);
    }

    @Override
    public void changed(SimulatedMysql server) {
        lookBack = true;
    }

    void recorded(SimulatedStore.Change change) {
        judge.recorded(change);
        coverage.recorded(change);
        lookBack = true;
    }

    @Override
    public void trace(String who, Object... what) {
        setup.log().ifPresent(log -> {
            StringBuilder sentence = new StringBuilder();
            for (Object part : what) {
                sentence.append(part);
            }
            log.accept("%10.3f %-6s %s".formatted(schedule.now() / (double) Schedule.SECOND, who, sentence));
        });
    }

    // ---- who supervises the processes

    /** The controller dies and is started again by whoever supervises it, unless another leads meanwhile. */
    void crashController(SimulatedController controller) {
        controller.crash();
        schedule.after(chance.between(RESTARTS, RESTARTS_AT_MOST), () -> {
            if (leader().isEmpty()) {
                controller.start();
            }
        });
    }

    /** The one that is up and took office last. */
    Optional<SimulatedController> leader() {
        return controllers.stream().filter(SimulatedController::leads).findFirst();
    }

    void crashAgent(SimulatedAgent agent) {
        agent.crash();
        schedule.after(chance.between(RESTARTS, RESTARTS_AT_MOST), () -> {
            if (!agent.up()) {
                agent.start();
            }
        });
    }

    /** What {@code up} does after an orderly end: every agent anew, so that each starts its mysqld, and a controller. */
    void beginDay() {
        agents.forEach(agent -> {
            agent.crash();
            agent.start();
        });
        controllers.forEach(SimulatedController::crash);
        controllers.getFirst().start();
    }

    // ---- parts

    Schedule schedule() {
        return schedule;
    }

    Chance chance() {
        return chance;
    }

    Weather weather() {
        return setup.weather();
    }

    Network network() {
        return network;
    }

    Judge judge() {
        return judge;
    }

    Coverage coverage() {
        return coverage;
    }

    SimulatedStore store() {
        return store;
    }

    SimulatedProxy proxy() {
        return proxy;
    }

    ClusterSettings settings() {
        return settings;
    }

    Setup setup() {
        return setup;
    }

    SimulatedMysql server(String name) {
        SimulatedMysql server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("no server " + name);
        }
        return server;
    }

    List<SimulatedMysql> servers() {
        return all;
    }

    List<SimulatedAgent> agents() {
        return agents;
    }

    SimulatedAgent agent(String name) {
        return agents.stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<SimulatedController> controllers() {
        return controllers;
    }

    Acts actsOn(SimulatedMysql mysql) {
        Acts found = acts.get(mysql);
        if (found == null) {
            throw new IllegalArgumentException("no hands on " + mysql.name());
        }
        return found;
    }
}
