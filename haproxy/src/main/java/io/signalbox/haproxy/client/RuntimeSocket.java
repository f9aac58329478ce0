package io.signalbox.haproxy.client;

import io.signalbox.haproxy.command.RuntimeCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Future;

/**
 * One of HAProxy's command line sockets. Each command gets a connection of its own, on the calling thread (cheap on a
 * virtual one), and the reply is all that comes until HAProxy closes. Safe for use by several threads.
 */
public final class RuntimeSocket implements AutoCloseable {
    /** Room for {@code show sess} of some ten thousand sessions. */
    static final int MAX_REPLY_BYTES = 8 * 1024 * 1024;

    private static final int READ_BYTES = 16 * 1024;

    /** Which of HAProxy's processes listens there. */
    public enum Kind {
        /** Closes the connection itself after the reply. */
        WORKER,
        /** Closes only after the client has said that it sends no more. */
        MASTER
    }

    private static final String USER = System.getProperty("user.name");

    private final UnixDomainSocketAddress address;
    private final Kind kind;
    private final Watchdog watchdog = new Watchdog();

    public RuntimeSocket(Path path, Kind kind) {
        this.address = UnixDomainSocketAddress.of(path);
        this.kind = kind;
    }

    /** Sends the command and returns the whole reply. */
    public String ask(RuntimeCommand command, Deadline deadline) throws CommandFailed {
        byte[] line = command.line();
        if (deadline.passed()) {
            throw new CommandFailed(command, Fault.NOT_SENT, "its deadline had passed before it was sent");
        }
        try (SocketChannel channel = open(command)) {
            Future<?> end = watchdog.closeAfter(channel, deadline.remaining());
            try {
                send(command, channel, line);
                return receive(command, channel);
            } finally {
                end.cancel(false);
            }
        } catch (IOException e) {
            throw new CommandFailed(command, Fault.NOT_SENT, sentence(e));
        }
    }

    /** Sends a command that changes something; returns if HAProxy says that it did. */
    public void act(RuntimeCommand command, Deadline deadline) throws CommandFailed {
        String reply = ask(command, deadline).strip();
        if (!reply.isEmpty()) {
            throw new CommandFailed(command, Fault.ofRefusal(reply), "HAProxy answered: " + reply);
        }
    }

    private static SocketChannel open(RuntimeCommand command) throws CommandFailed {
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException e) {
            throw new CommandFailed(command, Fault.NOT_SENT, sentence(e));
        }
    }

    private void send(RuntimeCommand command, SocketChannel channel, byte[] line) throws CommandFailed {
        connect(command, channel);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (kind == Kind.MASTER) {
                channel.shutdownOutput();
            }
        } catch (ClosedChannelException e) {
            throw late(command);
        } catch (IOException e) {
            throw new CommandFailed(command, Fault.NOT_SENT, sentence(e));
        }
    }

    private void connect(RuntimeCommand command, SocketChannel channel) throws CommandFailed {
        try {
            channel.connect(address);
        } catch (ClosedChannelException e) {
            throw new CommandFailed(command, Fault.NOT_SENT, "no connection to " + address + " in time");
        } catch (BindException e) {
            // What EACCES becomes in Java, whose other reasons concern no unix socket that is only connected.
            throw new CommandFailed(
                    command,
                    Fault.NOT_ALLOWED,
                    "user " + USER + " may not open " + address + ": " + sentence(e)
                            + " (it needs the right to write there, and to enter every directory above)");
        } catch (IOException e) {
            throw new CommandFailed(command, Fault.NOBODY_THERE, "nobody answers on " + address + ": " + sentence(e));
        }
    }

    private static String receive(RuntimeCommand command, SocketChannel channel) throws CommandFailed {
        ByteArrayOutputStream reply = new ByteArrayOutputStream(READ_BYTES);
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        try {
            while (channel.read(buffer) >= 0) {
                reply.write(buffer.array(), 0, buffer.position());
                buffer.clear();
                if (reply.size() > MAX_REPLY_BYTES) {
                    throw new CommandFailed(command, Fault.ANSWER_TOO_LONG, "more than " + MAX_REPLY_BYTES + " bytes");
                }
            }
        } catch (ClosedChannelException e) {
            throw late(command);
        } catch (IOException e) {
            throw new CommandFailed(command, Fault.CUT_OFF, sentence(e));
        }
        if (reply.size() == 0) {
            throw new CommandFailed(command, Fault.CUT_OFF, "HAProxy closed the connection without an answer");
        }
        return reply.toString(StandardCharsets.UTF_8);
    }

    private static CommandFailed late(RuntimeCommand command) {
        return new CommandFailed(command, Fault.NO_ANSWER_IN_TIME, "no whole answer in time");
    }

    private static String sentence(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Commands in progress run on until their deadline. */
    @Override
    public void close() {
        watchdog.close();
    }
}
