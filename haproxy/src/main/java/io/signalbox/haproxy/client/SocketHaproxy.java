package io.signalbox.haproxy.client;

import io.signalbox.haproxy.command.MasterCommand;
import io.signalbox.haproxy.command.RuntimeCommand;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.SessionId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.reply.MalformedReply;
import io.signalbox.haproxy.reply.Processes;
import io.signalbox.haproxy.reply.ServerTraffic;
import io.signalbox.haproxy.reply.Session;
import io.signalbox.haproxy.reply.Worker;
import io.signalbox.haproxy.reply.WorkerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/** A HAProxy behind its two sockets on this host. */
public final class SocketHaproxy implements Haproxy, CommandLine, AutoCloseable {
    private final RuntimeSocket workers;
    private final RuntimeSocket master;
    private final CommandMeter meter;

    /**
     * @param runtime the admin socket
     * @param master the master's socket; without one, commands to the master fail
     */
    public SocketHaproxy(Path runtime, Path master, CommandMeter meter) {
        this.workers = new RuntimeSocket(runtime, RuntimeSocket.Kind.WORKER);
        this.master = new RuntimeSocket(master, RuntimeSocket.Kind.MASTER);
        this.meter = meter;
    }

    @Override
    public Worker worker(Deadline deadline) throws CommandFailed {
        return read(workers, new WorkerCommand.ShowInfo(), Worker::parse, deadline);
    }

    @Override
    public WorkerState state(Deadline deadline) throws CommandFailed {
        return read(workers, new WorkerCommand.ShowWorkerState(), WorkerState::parse, deadline);
    }

    @Override
    public SortedMap<ServerId, ServerTraffic> traffic(Deadline deadline) throws CommandFailed {
        return read(workers, new WorkerCommand.ShowStat(), ServerTraffic::parse, deadline);
    }

    @Override
    public void act(WorkerCommand command, Deadline deadline) throws CommandFailed {
        metered(command, () -> {
            workers.act(command, deadline);
            return "";
        });
    }

    @Override
    public String answer(WorkerCommand command, Deadline deadline) throws CommandFailed {
        return metered(command, () -> workers.ask(command, deadline).strip());
    }

    @Override
    public Processes processes(Deadline deadline) throws CommandFailed {
        return read(master, new MasterCommand.ShowProcesses(), Processes::parse, deadline);
    }

    @Override
    public List<Session> sessions(long pid, Deadline deadline) throws CommandFailed {
        return read(
                master, new MasterCommand.InProcess(pid, new WorkerCommand.ShowSessions()), Session::parse, deadline);
    }

    @Override
    public void shutdown(long pid, SessionId session, Deadline deadline) throws CommandFailed {
        RuntimeCommand command = new MasterCommand.InProcess(pid, new WorkerCommand.ShutdownSession(session));
        try {
            metered(command, () -> {
                master.act(command, deadline);
                return "";
            });
        } catch (CommandFailed e) {
            if (e.fault() != Fault.NO_SUCH_SESSION && e.fault() != Fault.NO_SUCH_PROCESS) {
                throw e;
            }
        }
    }

    private interface Reading<T> {
        T of(String reply) throws MalformedReply;
    }

    private interface Asking<T> {
        T ask() throws CommandFailed;
    }

    private <T> T read(RuntimeSocket socket, RuntimeCommand command, Reading<T> reading, Deadline deadline)
            throws CommandFailed {
        return metered(command, () -> {
            String reply = socket.ask(command, deadline);
            try {
                return reading.of(reply);
            } catch (MalformedReply e) {
                Fault fault = Fault.ofRefusal(reply.strip());
                String sentence = e.getMessage();
                throw new CommandFailed(
                        command, fault == Fault.REFUSED ? Fault.NOT_UNDERSTOOD : fault, String.valueOf(sentence));
            }
        });
    }

    private <T> T metered(RuntimeCommand command, Asking<T> asking) throws CommandFailed {
        long start = System.nanoTime();
        try {
            T answer = asking.ask();
            meter.answered(command.kind(), Duration.ofNanos(System.nanoTime() - start));
            return answer;
        } catch (CommandFailed e) {
            meter.failed(command.kind(), e.fault());
            throw e;
        }
    }

    @Override
    public void close() {
        workers.close();
        master.close();
    }
}
