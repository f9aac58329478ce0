package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentSettings;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.settings.ClusterSettings.WhenNoAckers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One site: the only place where its parts are put together. */
final class World implements Witness {
    static final String WRITERS = "rw";
    private static final String CLUSTER = "main";
    private static final String PROXY = "lb1";
    private static final int PORT = 3306;

    private final Schedule schedule = new Schedule();
    private final Chance chance;
    private final Network network;
    private final Judge judge;
    private final SimulatedStore store;
    private final Map<String, SimulatedMysql> servers = new LinkedHashMap<>();
    private final Map<SimulatedMysql, Acts> acts = new LinkedHashMap<>();
    private final List<SimulatedAgent> agents = new ArrayList<>();
    private final List<SimulatedController> controllers = new ArrayList<>();
    private final SimulatedProxy proxy = new SimulatedProxy(PROXY);
    private final ClusterSettings settings;
    private final Setup setup;
    private boolean lookBack;

    /**
     * How a world begins.
     *
     * @param servers how many databases
     * @param tailCutsRename a cut of the tail gives a new uuid; false only in a planted mutation
     * @param bootsWritable only in a planted mutation
     * @param log of everything that happens, for people; or nothing
     */
    record Setup(
            int servers,
            WhenNoAckers whenNoAckers,
            Mind.ControllerMaker controllers,
            Mind.AgentMaker agents,
            boolean tailCutsRename,
            boolean bootsWritable,
            Consumer<String> log) {
        static Setup shipped(int servers, WhenNoAckers whenNoAckers, Consumer<String> log) {
            return new Setup(
                    servers, whenNoAckers, Mind.OfController::shipped, Mind.OfAgent::shipped, true, false, log);
        }

        Setup with(Mind.AgentMaker damaged) {
            return new Setup(servers, whenNoAckers, controllers, damaged, tailCutsRename, bootsWritable, log);
        }

        Setup with(Mind.ControllerMaker damaged) {
            return new Setup(servers, whenNoAckers, damaged, agents, tailCutsRename, bootsWritable, log);
        }

        Setup keepingUuids() {
            return new Setup(servers, whenNoAckers, controllers, agents, false, bootsWritable, log);
        }

        Setup bootingWritable() {
            return new Setup(servers, whenNoAckers, controllers, agents, tailCutsRename, true, log);
        }
    }

    World(Setup setup, Chance chance) {
        this.setup = setup;
        this.chance = chance;
        this.network = new Network(schedule, chance);
        this.judge = new Judge(this);
        this.store = new SimulatedStore(CLUSTER, () -> lookBack = true);
        var neighbours = new Receiver.Neighbours(network, this::server);
        List<DatabaseServer> names = new ArrayList<>();
        for (int i = 1; i <= setup.servers(); i++) {
            String name = "db" + i;
            SimulatedMysql mysql = new SimulatedMysql(name, schedule, chance, neighbours, this);
            servers.put(name, mysql);
            acts.put(mysql, new Acts(mysql, schedule, chance));
            agents.add(new SimulatedAgent(this, AgentSettings.ofDatabase(name, name), mysql, null));
            names.add(new DatabaseServer(name, name, PORT));
            if (setup.bootsWritable()) {
                mysql.bootWritable();
            }
        }
        agents.add(new SimulatedAgent(this, AgentSettings.ofProxy(PROXY), null, proxy));
        controllers.add(new SimulatedController(this, "c1"));
        controllers.add(new SimulatedController(this, "c2"));
        this.settings = new ClusterSettings(
                CLUSTER,
                names,
                List.of(PROXY),
                WRITERS,
                "ro",
                List.of(),
                ClusterSettings.Bounds.defaults(),
                setup.whenNoAckers());
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
            judge.broken(Judge.Invariant.MIND_BROKE, e + (where.length == 0 ? "" : " at " + where[0]));
            return false;
        }
    }

    @Override
    public void acknowledged(SimulatedMysql server, Transaction transaction) {
        judge.acknowledged(server, transaction);
    }

    @Override
    public void opened(SimulatedMysql server) {
        lookBack = true;
    }

    @Override
    public void trace(String who, String what) {
        setup.log().accept("%10.3f %-6s %s".formatted(schedule.now() / (double) Schedule.SECOND, who, what));
    }

    /** The controller dies and is started again by whoever supervises it. */
    void crashController(SimulatedController controller) {
        controller.crash();
        schedule.after(chance.between(300 * Schedule.MILLI, 3 * Schedule.SECOND), () -> {
            if (nobodyLeads()) {
                controller.start();
            }
        });
    }

    /** No controller is up but such as were deposed. */
    boolean nobodyLeads() {
        return controllers.stream().noneMatch(SimulatedController::leads);
    }

    void crashAgent(SimulatedAgent agent) {
        agent.crash();
        schedule.after(chance.between(200 * Schedule.MILLI, 4 * Schedule.SECOND), () -> {
            if (!agent.up()) {
                agent.start();
            }
        });
    }

    Schedule schedule() {
        return schedule;
    }

    Chance chance() {
        return chance;
    }

    Network network() {
        return network;
    }

    Judge judge() {
        return judge;
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

    SimulatedMysql server(String name) {
        SimulatedMysql server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("no server " + name);
        }
        return server;
    }

    List<SimulatedMysql> servers() {
        return List.copyOf(servers.values());
    }

    List<SimulatedAgent> agents() {
        return agents;
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

    Mind.AgentMaker agentMaker() {
        return setup.agents();
    }

    Mind.ControllerMaker controllerMaker() {
        return setup.controllers();
    }

    boolean tailCutsRename() {
        return setup.tailCutsRename();
    }

    static Duration at(long micros) {
        return Schedule.toDuration(micros);
    }
}
