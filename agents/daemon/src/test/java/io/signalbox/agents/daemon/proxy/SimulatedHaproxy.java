package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Fault;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.MasterCommand;
import io.signalbox.haproxy.command.RuntimeCommand;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.SessionId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.command.WorkerCommand.SetState;
import io.signalbox.haproxy.command.WorkerCommand.SetWeight;
import io.signalbox.haproxy.command.WorkerCommand.ShutdownServerSessions;
import io.signalbox.haproxy.reply.Processes;
import io.signalbox.haproxy.reply.ServerState;
import io.signalbox.haproxy.reply.ServerTraffic;
import io.signalbox.haproxy.reply.Session;
import io.signalbox.haproxy.reply.Worker;
import io.signalbox.haproxy.reply.WorkerState;
import io.signalbox.haproxy.version.HaproxyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A HAProxy of three writers, a hold, two readers and two web servers, with HAProxy's own rules for states, on which
 * faults come at random: lost answers, reloads in the middle of everything, people at the socket.
 */
final class SimulatedHaproxy implements Haproxy {
    static final List<String> WRITERS = List.of("db1", "db2", "db3");

    private static final int CLOSED_IN_FILE = 5;

    private final Random random;
    private final double faults;
    private final List<String> log = new ArrayList<>();
    private final List<String> openedBesideAnother = new ArrayList<>();
    private SortedMap<ServerId, ServerState> states = configured();
    private String version = "2.6.12";
    private long pid = 100;
    private boolean stopping;
    private int overlap;
    private boolean masterAnswers = true;

    /** @param faults how likely each command is to meet one */
    SimulatedHaproxy(Random random, double faults) {
        this.random = random;
        this.faults = faults;
    }

    /** Every command that took effect, in order. */
    List<String> log() {
        return log;
    }

    /** Each command that opened a writer while another one was open. */
    List<String> openedBesideAnother() {
        return openedBesideAnother;
    }

    void version(String text) {
        version = text;
    }

    /** Whether whoever asks may open the master's socket. */
    void master(boolean answers) {
        masterAnswers = answers;
    }

    /** Only a worker that is stopping answers. */
    void stopping(boolean now) {
        stopping = now;
    }

    void reload() {
        pid++;
        states = configured();
    }

    /** The worker before is the one that answers: the newer one has ended at once. */
    void comesBack() {
        pid--;
    }

    /** Somebody else sets a server's bits. */
    void meddle(ServerId id, int operational, int admin, int weight) {
        ServerState old = state(id);
        states.put(id, new ServerState(id, old.address(), operational, admin, old.checked(), weight, 100));
    }

    List<ServerId> servers() {
        return List.copyOf(states.keySet());
    }

    List<String> openWriters() {
        return WRITERS.stream()
                .filter(name -> state(ServerId.of(Routes.WRITERS, name)).usable())
                .toList();
    }

    ServerState state(ServerId id) {
        return states.getOrDefault(id, new ServerState(id, "-", 0, 1, false, 0, 0));
    }

    @Override
    public Worker worker(Deadline deadline) throws CommandFailed {
        meetFate(new WorkerCommand.ShowInfo());
        return present();
    }

    /** After a reload: of the next answers to whoever asks, every other one comes from the worker before, which does not know yet. */
    void overlap(int answers) {
        overlap = answers;
    }

    private Worker present() {
        if (overlap > 0 && overlap-- % 2 == 0) {
            return new Worker(HaproxyVersion.parse(version), pid - 1, 1_700_000_000 + pid - 1, false);
        }
        return new Worker(HaproxyVersion.parse(version), pid, 1_700_000_000 + pid, stopping);
    }

    @Override
    public WorkerState state(Deadline deadline) throws CommandFailed {
        meetFate(new WorkerCommand.ShowWorkerState());
        return new WorkerState(present(), new TreeMap<>(states));
    }

    @Override
    public SortedMap<ServerId, ServerTraffic> traffic(Deadline deadline) throws CommandFailed {
        meetFate(new WorkerCommand.ShowStat());
        return new TreeMap<>();
    }

    @Override
    public void act(WorkerCommand command, Deadline deadline) throws CommandFailed {
        meetFate(command);
        carryOut(command);
        if (random.nextDouble() < faults) {
            // Carried out, but the answer is lost.
            throw new CommandFailed(command, Fault.CUT_OFF, "simulated");
        }
    }

    private void carryOut(WorkerCommand command) throws CommandFailed {
        log.add(command.text());
        switch (command) {
            case SetState set -> setState(set);
            case SetWeight set -> {
                ServerState old = existing(set, set.server());
                meddle(
                        set.server(),
                        old.operational(),
                        old.admin(),
                        set.weight().value());
            }
            case ShutdownServerSessions shutdown -> existing(shutdown, shutdown.server());
            default -> throw new AssertionError("not an act: " + command.text());
        }
    }

    private void setState(SetState set) throws CommandFailed {
        ServerState old = existing(set, set.server());
        boolean wasMaint = old.closed();
        int admin = old.admin() & 4;
        // Out of maintenance a server runs at once; without a way through it, "health down" stays.
        int operational = wasMaint ? ServerState.RUNNING : old.operational();
        switch (set.state()) {
            case READY -> meddle(set.server(), operational, admin, old.weight());
            case DRAIN -> meddle(set.server(), operational, admin | 8, old.weight());
            case MAINT -> meddle(set.server(), ServerState.STOPPED, admin | 1, old.weight());
        }
        if (set.state() == AdminState.READY && openWriters().size() > 1) {
            openedBesideAnother.add(set.text());
        }
    }

    private ServerState existing(RuntimeCommand command, ServerId id) throws CommandFailed {
        ServerState state = states.get(id);
        if (state == null) {
            throw new CommandFailed(command, Fault.NO_SUCH_SERVER, "HAProxy answered: No such server.");
        }
        return state;
    }

    private void meetFate(RuntimeCommand command) throws CommandFailed {
        if (random.nextDouble() >= faults) {
            return;
        }
        if (random.nextBoolean()) {
            reload();
        } else {
            throw new CommandFailed(command, Fault.NO_ANSWER_IN_TIME, "simulated");
        }
    }

    @Override
    public Processes processes(Deadline deadline) throws CommandFailed {
        if (!masterAnswers) {
            throw new CommandFailed(
                    new MasterCommand.ShowProcesses(), Fault.NOT_ALLOWED, "user agent may not open master.sock");
        }
        meetFate(new MasterCommand.ShowProcesses());
        return new Processes(List.of(pid), List.of());
    }

    @Override
    public List<Session> sessions(long process, Deadline deadline) {
        return List.of();
    }

    @Override
    public void shutdown(long process, SessionId session, Deadline deadline) {
        log.add("shutdown " + session);
    }

    private static SortedMap<ServerId, ServerState> configured() {
        SortedMap<ServerId, ServerState> states = new TreeMap<>();
        for (String writer : WRITERS) {
            put(states, Routes.WRITERS, writer, ServerState.STOPPED, CLOSED_IN_FILE, false);
        }
        put(states, Routes.WRITERS, "hold", ServerState.RUNNING, 0, false);
        for (String reader : List.of("db1", "db2")) {
            put(states, Routes.READERS, reader, ServerState.RUNNING, 0, true);
            put(states, Routes.READERS + "_unchecked", reader, ServerState.RUNNING, 0, false);
        }
        put(states, "web", "web1", ServerState.RUNNING, 0, true);
        put(states, "web", "web2", ServerState.RUNNING, 0, true);
        return states;
    }

    private static void put(
            SortedMap<ServerId, ServerState> states,
            String backend,
            String server,
            int operational,
            int admin,
            boolean checked) {
        ServerId id = ServerId.of(backend, server);
        states.put(id, new ServerState(id, "10.0.0.1", operational, admin, checked, 100, 100));
    }

    /** As a person at the socket would see it. */
    AdminState wished(String backend, String server) {
        return state(ServerId.of(backend, server)).wished();
    }
}
