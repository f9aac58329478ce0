package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Fault;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.reply.Session;
import io.signalbox.haproxy.reply.Worker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workers from before a reload. They take no new clients, but keep the sessions that they have, to the old primary too,
 * and obey no command that names a server: their sessions can only be ended one by one. Clients that wait in an old
 * worker for a writer wait in vain, as no writer can be opened there: they are cut as well, and come back to the new
 * one. (3.0 alone does not let go of a client that waits: it is cut off when its time of waiting is
 * over.) Not safe for use by several threads.
 */
final class OldWorkers {
    private final Haproxy haproxy;
    private List<Long> pids = List.of();
    private @Nullable Worker askedUnder;

    OldWorkers(Haproxy haproxy) {
        this.haproxy = haproxy;
    }

    /** As many as were there when last looked at. */
    int count() {
        return pids.size();
    }

    /** New ones come only with a new worker; without one, and without old ones, the master need not be asked. */
    boolean knownToBeNone(Worker current) {
        return pids.isEmpty() && askedUnder != null && askedUnder.is(current);
    }

    /** Asks the master which there are. */
    void look(Worker current, Deadline deadline) throws CommandFailed {
        pids = haproxy.processes(deadline).oldWorkers();
        askedUnder = current;
    }

    /**
     * Ends the sessions on writers that {@code route} does not open.
     *
     * @return how many were ended
     */
    int cut(WantedRoute route, Deadline deadline) throws CommandFailed {
        int cut = 0;
        for (long pid : pids) {
            for (Session session : sessions(pid, deadline)) {
                if (shallEnd(session, route)) {
                    haproxy.shutdown(pid, session.id(), deadline);
                    cut++;
                }
            }
        }
        return cut;
    }

    private List<Session> sessions(long pid, Deadline deadline) throws CommandFailed {
        try {
            return haproxy.sessions(pid, deadline);
        } catch (CommandFailed e) {
            if (e.fault() == Fault.NO_SUCH_PROCESS) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean shallEnd(Session session, WantedRoute route) {
        return session.backend().equals(route.writers().text())
                && route.open()
                        .filter(open -> open.text().equals(session.server()))
                        .isEmpty();
    }
}
