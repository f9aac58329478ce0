package io.signalbox.haproxy.adoption;

import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.command.Name;
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
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A HAProxy with names of its own, under Signalbox's. */
public record ForeignHaproxy(Haproxy haproxy, ForeignNames names) implements Haproxy {

    @Override
    public Worker worker(Deadline deadline) throws CommandFailed {
        return haproxy.worker(deadline);
    }

    @Override
    public WorkerState state(Deadline deadline) throws CommandFailed {
        WorkerState theirs = haproxy.state(deadline);
        SortedMap<ServerId, ServerState> ours = new TreeMap<>();
        theirs.servers().values().forEach(state -> {
            ServerId known = names.ours(state.id());
            ours.put(known, state.as(known));
        });
        return new WorkerState(theirs.worker(), ours);
    }

    @Override
    public SortedMap<ServerId, ServerTraffic> traffic(Deadline deadline) throws CommandFailed {
        SortedMap<ServerId, ServerTraffic> ours = new TreeMap<>();
        haproxy.traffic(deadline).values().forEach(traffic -> {
            ServerId known = names.ours(traffic.id());
            ours.put(known, traffic.as(known));
        });
        return ours;
    }

    @Override
    public void act(WorkerCommand command, Deadline deadline) throws CommandFailed {
        haproxy.act(
                switch (command) {
                    case SetState set -> new SetState(names.theirs(set.server()), set.state());
                    case SetWeight set -> new SetWeight(names.theirs(set.server()), set.weight());
                    case ShutdownServerSessions cut -> new ShutdownServerSessions(names.theirs(cut.server()));
                    case WorkerCommand.ShowInfo same -> same;
                    case WorkerCommand.ShowServersState same -> same;
                    case WorkerCommand.ShowWorkerState same -> same;
                    case WorkerCommand.ShowStat same -> same;
                    case WorkerCommand.ShowSessions same -> same;
                    case WorkerCommand.ShowLevel same -> same;
                    case WorkerCommand.ShutdownSession same -> same;
                    case WorkerCommand.ShowCertificate same -> same;
                    case WorkerCommand.SetCertificate same -> same;
                    case WorkerCommand.CommitCertificate same -> same;
                    case WorkerCommand.AbortCertificate same -> same;
                    case WorkerCommand.ShowMap same -> same;
                    case WorkerCommand.SetMap same -> same;
                },
                deadline);
    }

    @Override
    public Processes processes(Deadline deadline) throws CommandFailed {
        return haproxy.processes(deadline);
    }

    @Override
    public List<Session> sessions(long pid, Deadline deadline) throws CommandFailed {
        return haproxy.sessions(pid, deadline).stream().map(this::ours).toList();
    }

    /** One that has no server yet says so in words that are no name. */
    private Session ours(Session session) {
        if (!Name.isAllowed(session.backend()) || !Name.isAllowed(session.server())) {
            return session;
        }
        ServerId known = names.ours(ServerId.of(session.backend(), session.server()));
        return new Session(session.id(), known.backend().text(), known.server().text());
    }

    @Override
    public void shutdown(long pid, SessionId session, Deadline deadline) throws CommandFailed {
        haproxy.shutdown(pid, session, deadline);
    }
}
