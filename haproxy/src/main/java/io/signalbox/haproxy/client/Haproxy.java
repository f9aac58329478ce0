package io.signalbox.haproxy.client;

import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.SessionId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.reply.Processes;
import io.signalbox.haproxy.reply.ServerTraffic;
import io.signalbox.haproxy.reply.Session;
import io.signalbox.haproxy.reply.Worker;
import io.signalbox.haproxy.reply.WorkerState;
import java.util.List;
import java.util.SortedMap;

/** A running HAProxy: what can be asked of it, and done to it. */
public interface Haproxy {

    /** The process that answers; right after a reload that may still be the old one. */
    Worker worker(Deadline deadline) throws CommandFailed;

    /** That process, and what its servers are. */
    WorkerState state(Deadline deadline) throws CommandFailed;

    SortedMap<ServerId, ServerTraffic> traffic(Deadline deadline) throws CommandFailed;

    /** Returns when HAProxy has said that it is done. What came of it must be read back all the same. */
    void act(WorkerCommand command, Deadline deadline) throws CommandFailed;

    /** From the master process. */
    Processes processes(Deadline deadline) throws CommandFailed;

    /** The sessions of one process, an old worker say. */
    List<Session> sessions(long pid, Deadline deadline) throws CommandFailed;

    /** Ends a session in one process, if it is still there. */
    void shutdown(long pid, SessionId session, Deadline deadline) throws CommandFailed;
}
