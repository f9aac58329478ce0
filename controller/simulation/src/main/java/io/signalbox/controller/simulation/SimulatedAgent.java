package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentEffect;
import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.core.AgentSettings;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.simulation.Commits.Heard;
import io.signalbox.controller.simulation.Transaction.Kind;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An agent's process: the shipped mind, a disk, hands on mysqld or a proxy, links to controllers. */
final class SimulatedAgent {
    private static final long NOTICES = 8 * Schedule.MILLI;
    private static final long HEARTBEAT = 100 * Schedule.MILLI;
    private static final long LOOK = 250 * Schedule.MILLI;
    private static final int HEARTBEATS = 2;

    private final World world;
    private final AgentDisk disk;
    private final AgentSettings settings;
    private final Schedule schedule;
    private final Chance chance;
    private final Attention attention;
    private final Hands hands;
    private final @Nullable SimulatedMysql mysql;
    private final @Nullable SimulatedProxy proxy;
    private final @Nullable Eyes eyes;
    private final Set<Link> links = new LinkedHashSet<>();
    private final Map<String, Link> askers = new HashMap<>();
    private Mind.@Nullable OfAgent mind;
    private @Nullable Consumer<Boolean> watcher;
    private ProcessState reported = ProcessState.NONE;
    private long since;
    private long life;
    private long born;
    private long sequence;
    private int heartbeats;
    private long controllerHeard;

    SimulatedAgent(
            World world, AgentSettings settings, @Nullable SimulatedMysql mysql, @Nullable SimulatedProxy proxy) {
        this.world = world;
        this.disk = new AgentDisk(world, settings.server());
        this.settings = settings;
        this.schedule = world.schedule();
        this.chance = world.chance();
        this.attention = new Attention(schedule);
        this.hands = new Hands(world);
        this.mysql = mysql;
        this.proxy = proxy;
        this.eyes = mysql == null ? null : new Eyes(mysql, schedule);
    }

    String name() {
        return settings.server();
    }

    /** Changes with every process. */
    long life() {
        return life;
    }

    boolean up() {
        return mind != null;
    }

    /** What survives a crash. */
    AgentMemory disk() {
        return disk.memory();
    }

    // --- life

    void start() {
        life++;
        born = schedule.now();
        controllerHeard = born;
        sequence = 0;
        heartbeats = 0;
        disk.begin();
        AgentMemory found = world.setup().has(Flaw.AGENT_FORGETS) ? AgentMemory.BLANK : disk.memory();
        mind = world.setup().agents().make(settings, found);
        world.trace(name(), "agent starts with ", found.highest(), ", promised ", found.promised());
        if (mysql != null) {
            watcher = watcherOf(life, mysql);
            mysql.watch(watcher);
        }
        tell(new AgentEvent.Booted(
                mysql == null ? ProcessState.NONE : mysql.running() ? ProcessState.RUNNING : ProcessState.EXITED));
        disk.memory().route().ifPresent(route -> routeAgain(disk.memory().routeToken(), route));
        every(world.weather().report(), this::report);
        every(HEARTBEAT, this::heartbeat);
        every(LOOK, this::look);
    }

    /** What happens later happens to this process only. */
    private void later(long delay, Runnable act) {
        long mine = life;
        schedule.after(
                delay,
                () -> attention.give(() -> {
                    if (life == mine && mind != null) {
                        act.run();
                    }
                }));
    }

    private void every(long period, Runnable act) {
        later(period, () -> {
            act.run();
            every(period, act);
        });
    }

    private Consumer<Boolean> watcherOf(long mine, SimulatedMysql watched) {
        return up -> {
            long seen = watched.life();
            schedule.after(
                    chance.between(500, NOTICES),
                    () -> attention.give(() -> {
                        if (life == mine && mind != null && watched.life() == seen) {
                            tell(new AgentEvent.ProcessChanged(up ? ProcessState.RUNNING : ProcessState.EXITED));
                        }
                    }));
        };
    }

    void crash() {
        if (mind != null) {
            world.trace(name(), "agent killed");
            life++;
            mind = null;
            if (mysql != null && watcher != null) {
                mysql.unwatch(watcher);
            }
            for (Link link : new LinkedHashSet<>(links)) {
                link.close("the agent went away");
            }
            links.clear();
            askers.clear();
        }
    }

    /** A collection, or a host too busy to run it: nothing is done, and nothing is lost. */
    void pause(long micros) {
        world.trace(name(), "agent stands still");
        attention.stopFor(micros);
    }

    /** Up, and given its turns. */
    boolean attends() {
        return up() && !attention.lapsed();
    }

    /** Changes with every process and whenever it stands still. */
    long watch() {
        return life + attention.lapses();
    }

    /** Its mysqld was stopped by order, and stays so until somebody starts the agent anew. */
    boolean rests() {
        return mind != null && mind.process() == ProcessState.STOPPED_ON_PURPOSE;
    }

    // --- links

    void linked(Link link) {
        links.add(link);
        report();
    }

    void unlinked(Link link) {
        links.remove(link);
    }

    void commanded(Link link, Command command) {
        long mine = life;
        attention.give(() -> {
            if (life == mine && mind != null) {
                askers.put(command.id() + command.token(), link);
                tell(new AgentEvent.Commanded(command));
            }
        });
    }

    private void reply(Answer answer) {
        Link link = askers.get(answer.commandId() + answer.token());
        if (link != null) {
            link.answer(answer);
        }
    }

    private void report() {
        if (mind == null) {
            return;
        }
        see();
        if (mind == null || links.isEmpty()) {
            return;
        }
        Report report = write(mind);
        links.forEach(link -> link.report(report));
    }

    private void see() {
        if (eyes != null && mysql != null && mind != null) {
            eyes.look();
            if (mysql.answers() && mysql.readOnly()) {
                Duration now = Schedule.toDuration(schedule.now() - born);
                mind.handle(new AgentEvent.Held(now, mysql.disk().received())).forEach(this::perform);
            }
        }
    }

    private Report write(Mind.OfAgent thinking) {
        ProcessState state = thinking.process();
        AgentMemory memory = thinking.memory();
        return new Report(
                name(),
                name() + "-" + life,
                ++sequence,
                Schedule.toDuration(schedule.now() - born),
                memory.highest(),
                memory.promised(),
                new Report.Mysqld(state, 1, Schedule.toDuration(schedule.now() - since), thinking.processDetail()),
                eyes == null
                        ? new Report.Probes(Duration.ZERO, Duration.ZERO, Report.ProbeFault.NONE, "")
                        : eyes.probes(),
                eyes == null || !alive(state) ? Optional.empty() : eyes.mysql(),
                eyes == null ? DiskTrouble.NONE.host() : eyes.host(),
                Optional.ofNullable(proxy).map(it -> it.report(schedule.now())),
                memory.learned(),
                Optional.of(thinking.ebbed()).filter(lost -> !lost.isEmpty()),
                memory.copying().map(donor -> new Report.Copying(donor, "", 0, 0)));
    }

    private static boolean alive(ProcessState state) {
        return state == ProcessState.RUNNING || state == ProcessState.STARTING;
    }

    private void heartbeat() {
        if (mysql != null && mysql.end().beganAfter(born)) {
            tell(new AgentEvent.Ends());
        }
        if (mysql != null && eyes != null && mysql.answers() && !mysql.readOnly() && heartbeats < HEARTBEATS) {
            heartbeats++;
            long mine = life;
            mysql.writes().write(Kind.HEARTBEAT, 0, heard -> {
                if (life == mine) {
                    heartbeats--;
                    if (heard == Heard.OK) {
                        eyes.wrote();
                    }
                }
            });
        }
    }

    /** Who is there: controllers that answer over their links, and ackers that fetch and are reached. */
    private void look() {
        if (eyes == null) {
            return;
        }
        if (links.stream()
                .anyMatch(link -> link.alive() && world.network().openBothWays(link.controllerName(), name()))) {
            controllerHeard = schedule.now();
        }
        tell(new AgentEvent.Looked(
                Schedule.toDuration(schedule.now() - born),
                Schedule.toDuration(schedule.now() - controllerHeard),
                eyes.company(disk.memory().learned().map(Order.Learn::ackers).orElse(Set.of()), world.network())));
    }

    // --- the mind's wishes

    private void tell(AgentEvent event) {
        if (mind == null) {
            return;
        }
        for (AgentEffect effect : mind.handle(event)) {
            perform(effect);
        }
        if (mind.process() != reported) {
            reported = mind.process();
            since = schedule.now();
            report();
        }
    }

    private void perform(AgentEffect effect) {
        switch (effect) {
            case AgentEffect.Remember remember -> remember(remember);
            case AgentEffect.Act act ->
                hands(act.id(), (server, reply) -> world.actsOn(server).perform(life, act.act(), act.bound(), reply));
            case AgentEffect.KillMysqld kill -> hands(kill.id(), hands::kill);
            case AgentEffect.StartMysqld start ->
                hands(start.id(), (server, reply) -> hands.launch(server, start.bound(), reply));
            case AgentEffect.TurnAway turn -> world.trace(name(), "turns all clients away");
            case AgentEffect.CutTail cut -> hands(cut.id(), (server, reply) -> hands.cut(server, cut.keep(), reply));
            case AgentEffect.Measure measure ->
                hands(
                        measure.id(),
                        (server, reply) -> reply.done(
                                GtidSet.EMPTY,
                                GtidSet.EMPTY,
                                new TreeMap<>(Map.of("data.bytes", "1000", "free.bytes", "100000"))));
            case AgentEffect.SaveLeftovers save -> hands(save.id(), (server, reply) -> reply.done());
            case AgentEffect.ForgetPast forget ->
                hands(forget.id(), (server, reply) -> {
                    server.forgetPast();
                    reply.done();
                });
            case AgentEffect.StopMysqld stop -> hands(stop.id(), (server, reply) -> server.terminate(reply::done));
            case AgentEffect.ApplyRoute route -> applyRoute(route);
            case AgentEffect.Pause pause ->
                later(Schedule.toMicros(pause.time()), () -> tell(acted(pause.id(), GtidSet.EMPTY, GtidSet.EMPTY)));
            case AgentEffect.Abandon abandon -> {}
            case AgentEffect.Reply reply -> {
                replied(reply.answer());
                reply(reply.answer());
            }
            case AgentEffect.Say say -> {
                world.coverage().saw("agent", say.type());
                world.trace(name(), say.type(), ": ", say.sentence());
            }
        }
    }

    private void replied(Answer answer) {
        world.trace(name(), "answers ", answer.commandId(), " ", answer.result());
        if (answer.result() instanceof Answer.Refused refused) {
            world.coverage().saw("refusal", refused.code().name());
        }
    }

    /** A disk write that a crash interrupts was done or was not. */
    private void remember(AgentEffect.Remember remember) {
        long mine = life;
        schedule.after(disk.latency(), () -> {
            if (life == mine) {
                disk.keep(remember);
                later(0, () -> tell(new AgentEvent.Remembered(remember.id())));
            } else if (mind == null && chance.oneIn(2)) {
                disk.keep(remember);
            }
        });
    }

    /** Something done to mysqld. It goes on when the agent dies; the agent then does not hear of it. */
    private interface Deed {
        void on(SimulatedMysql server, Acts.Reply reply);
    }

    private void hands(long id, Deed deed) {
        if (mysql == null) {
            tell(new AgentEvent.ActFailed(id, "NO_MYSQLD", "no mysqld here"));
            return;
        }
        long mine = life;
        deed.on(mysql, new Acts.Reply() {
            @Override
            public void done(GtidSet executed, GtidSet received, SortedMap<String, String> details) {
                heard(mine, new AgentEvent.Acted(id, executed, received, details));
            }

            @Override
            public void failed(String code) {
                heard(mine, new AgentEvent.ActFailed(id, code, "simulated " + code));
            }
        });
    }

    private void heard(long mine, AgentEvent event) {
        if (life == mine) {
            later(0, () -> tell(event));
        }
    }

    private static AgentEvent acted(long id, GtidSet executed, GtidSet received) {
        return new AgentEvent.Acted(id, executed, received, Collections.emptySortedMap());
    }

    private void applyRoute(AgentEffect.ApplyRoute route) {
        later(chance.between(500, 6 * Schedule.MILLI), () -> {
            if (proxy == null || proxy.down()) {
                tell(new AgentEvent.ActFailed(route.id(), "PROXY_DOWN", "simulated"));
                return;
            }
            proxy.apply(route.token(), route.route());
            world.trace(name(), "routes to '", proxy.writer(), "'");
            tell(acted(route.id(), GtidSet.EMPTY, GtidSet.EMPTY));
        });
    }

    /** The proxy has every writer disabled; the driver beside it, if it lives, applies the last route again. */
    void proxyCameUp() {
        if (up()) {
            disk.memory().route().ifPresent(route -> routeAgain(disk.memory().routeToken(), route));
        }
    }

    private void routeAgain(Token token, Order.Route route) {
        later(chance.between(20 * Schedule.MILLI, 200 * Schedule.MILLI), () -> {
            if (proxy != null && !proxy.down() && token.equals(disk.memory().routeToken())) {
                proxy.apply(token, route);
            }
        });
    }
}
