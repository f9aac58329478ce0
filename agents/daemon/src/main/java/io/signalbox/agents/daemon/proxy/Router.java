package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.daemon.proxy.Difference.Kind;
import io.signalbox.agents.daemon.proxy.WantedRoute.Setting;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.command.WorkerCommand.ShutdownServerSessions;
import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.haproxy.reply.ServerState;
import io.signalbox.haproxy.reply.Worker;
import io.signalbox.haproxy.reply.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes HAProxy route as wanted: close, read back, cut, open, set the others, read back. All of it must have been
 * answered by one and the same worker, or it is done again: during a reload two of them answer on one socket.
 *
 * <p>If a command is not answered, nothing further is sent. So of a HAProxy that hangs at most one late command can be
 * carried out when it wakes, and the next look finds that.
 */
final class Router {
    /** For one command; HAProxy takes a tenth of a millisecond. */
    static final Duration COMMAND_BOUND = Duration.ofMillis(250);
    /** For cutting sessions of old workers, which are ended one by one; the watch goes on with what is left. */
    static final Duration OLD_WORKERS_BOUND = Duration.ofMillis(150);

    private final Haproxy haproxy;
    private final CurrentWorker current;
    private final OldWorkers oldWorkers;

    Router(Haproxy haproxy, CurrentWorker current, OldWorkers oldWorkers) {
        this.haproxy = haproxy;
        this.current = current;
        this.oldWorkers = oldWorkers;
    }

    /**
     * What HAProxy does now.
     *
     * @param remaining how that differs from the route
     * @param details what was done
     */
    record Result(
            Worker worker,
            SortedMap<ServerId, ServerState> states,
            List<Difference> remaining,
            SortedMap<String, String> details) {}

    Result apply(WantedRoute route, Deadline deadline) throws CommandFailed, NotDriven {
        while (true) {
            Attempt attempt = new Attempt(route, deadline);
            attempt.make();
            if (!attempt.interrupted) {
                return attempt.result();
            }
        }
    }

    /** Sets readers and web servers only; what it finds of writers is left to the watch. */
    SortedMap<ServerId, ServerState> settle(WantedRoute route, Deadline deadline) throws CommandFailed, NotDriven {
        Attempt attempt = new Attempt(route, deadline);
        attempt.read();
        if (attempt.repair(Kind.SERVER)) {
            attempt.read();
        }
        return attempt.states;
    }

    /** One way through the steps. */
    private final class Attempt {
        private final WantedRoute route;
        private final Deadline deadline;
        private final SortedMap<String, String> details = new TreeMap<>();
        private Optional<Worker> worker = Optional.empty();
        private SortedMap<ServerId, ServerState> states = new TreeMap<>();
        private List<Difference> differences = List.of();
        private boolean changed;
        /** Another worker came meanwhile: what was told the one before means nothing. */
        private boolean interrupted;

        Attempt(WantedRoute route, Deadline deadline) {
            this.route = route;
            this.deadline = deadline;
        }

        void make() throws CommandFailed, NotDriven {
            read();
            repair(Kind.HOLD);
            if (repair(Kind.CLOSE)) {
                read();
            }
            if (!has(Kind.CLOSE)) {
                if (route.cutSessions()) {
                    cut();
                }
                repair(Kind.OPEN);
            }
            repair(Kind.SERVER);
            if (changed) {
                read();
            }
            if (!interrupted) {
                cutOff();
            }
        }

        Result result() {
            return new Result(worker.orElseThrow(), states, differences, details);
        }

        void read() throws CommandFailed, NotDriven {
            WorkerState now = current.look(deadline);
            interrupted |= worker.isPresent() && !worker.get().is(now.worker());
            worker = Optional.of(now.worker());
            states = now.servers();
            differences = Differences.between(route, states);
        }

        boolean has(Kind kind) {
            return !Differences.of(kind, differences).isEmpty();
        }

        /** Returns whether anything was sent. */
        boolean repair(Kind kind) throws CommandFailed {
            List<Difference> found = Differences.of(kind, differences);
            for (Difference difference : found) {
                for (WorkerCommand command : difference.repairs()) {
                    act(command);
                }
                details.merge("changed", difference.sentence(), (all, one) -> all + "; " + one);
            }
            return !found.isEmpty();
        }

        /** A refusal is not the end: what it left undone is found when all is read back. */
        private void act(WorkerCommand command) throws CommandFailed {
            changed = true;
            try {
                haproxy.act(command, deadline.atMost(COMMAND_BOUND));
            } catch (CommandFailed e) {
                if (!e.fault().isRefusal()) {
                    throw e;
                }
                details.merge("refused", String.valueOf(e.getMessage()), (all, one) -> all + "; " + one);
            }
        }

        void cut() throws CommandFailed {
            for (ServerState writer : states.values()) {
                ServerId id = writer.id();
                boolean isClosedWriter = id.backend().equals(route.writers()) && !route.opens(id);
                if (isClosedWriter && !id.server().text().equals(BackendNames.HOLD)) {
                    act(new ShutdownServerSessions(id));
                }
            }
            cutInOldWorkers(worker.orElseThrow());
        }

        /** Only who was read back as closed, so that nobody comes after. */
        void cutOff() throws CommandFailed {
            for (Map.Entry<ServerId, Setting> wish : route.settings().entrySet()) {
                ServerState state = states.get(wish.getKey());
                if (wish.getValue().cut() && state != null && state.closed()) {
                    act(new ShutdownServerSessions(state.id()));
                }
            }
        }

        /** Writes do not wait for it: what an old worker still holds is behind a database that accepts no write. */
        private void cutInOldWorkers(Worker worker) {
            if (oldWorkers.knownToBeNone(worker)) {
                return;
            }
            Deadline bound = deadline.atMost(OLD_WORKERS_BOUND);
            try {
                oldWorkers.look(worker, bound);
                details.put("oldWorkers", Integer.toString(oldWorkers.count()));
                details.put("oldWorkers.sessionsCut", Integer.toString(oldWorkers.cut(route, bound)));
            } catch (CommandFailed e) {
                details.put("oldWorkers.error", String.valueOf(e.getMessage()));
            }
        }
    }
}
