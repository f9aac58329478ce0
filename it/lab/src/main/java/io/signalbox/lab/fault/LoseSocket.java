package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import io.signalbox.site.layout.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HAProxy runs, and its runtime socket cannot be used. The real one lies beside its place meanwhile, and HAProxy listens on it all the
 * time: what is asked of another is asked of nobody.
 */
public final class LoseSocket implements Fault {
    private static final int LONGEST_COMMAND = 64 * 1024;

    /** In which way. */
    public enum Way {
        /** There is no file. */
        GONE("is not there"),
        /** There is one, and nobody listens on it. */
        DEAD("is one on which nobody listens"),
        /** Who listens there never answers. */
        SILENT("is one on which nobody answers"),
        /** As one of HAProxy's that is for looking only. */
        DENIED("is one on which everything is refused (\"Permission denied\")"),
        /** As that of a HAProxy that Signalbox does not know. */
        OLD("is that of an older HAProxy");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    private final Site site;
    private final String proxy;
    private final Way way;
    private final List<SocketChannel> callers = new ArrayList<>();
    private Optional<ServerSocketChannel> listener = Optional.empty();

    public LoseSocket(Site site, String proxy, Way way) {
        this.site = site;
        this.proxy = proxy;
        this.way = way;
    }

    /** Gives back what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        int healed = 0;
        for (String process : site.processes().stream().map(one -> one.name()).toList()) {
            if (!process.endsWith("/" + Names.HAPROXY)) {
                continue;
            }
            LoseSocket fault = new LoseSocket(site, process.substring(0, process.indexOf('/')), Way.GONE);
            if (fault.aside().isLeft()) {
                fault.heal();
                healed++;
            }
        }
        return healed;
    }

    private Path socket() {
        return site.layout().runtimeSocket(proxy);
    }

    private Aside aside() {
        return new Aside(socket());
    }

    @Override
    public synchronized void inject() {
        try {
            aside().move();
            if (way != Way.GONE) {
                replace();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The runtime socket of " + proxy + " could not be taken away", e);
        }
    }

    private void replace() throws IOException {
        ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        other.bind(UnixDomainSocketAddress.of(socket()));
        if (way == Way.DEAD) {
            other.close();
        } else {
            listener = Optional.of(other);
            Thread.ofVirtual().name("false-socket").start(() -> listen(other));
        }
    }

    private void listen(ServerSocketChannel other) {
        try {
            while (true) {
                SocketChannel caller = other.accept();
                if (way == Way.SILENT) {
                    keep(caller);
                } else {
                    Thread.ofVirtual().start(() -> answer(caller));
                }
            }
        } catch (IOException healed) {
            // Closed.
        }
    }

    private synchronized void keep(SocketChannel caller) {
        callers.add(caller);
    }

    private void answer(SocketChannel caller) {
        try (caller) {
            if (caller.read(ByteBuffer.allocate(LONGEST_COMMAND)) > 0) {
                String words = way == Way.DENIED
                        ? "Permission denied\n\n"
                        : "Name: HAProxy\nVersion: 1.8.8\nPid: 1\nStart_time_sec: 1\nStopping: 0\n\n";
                caller.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException callerIsGone) {
            // Nobody is left to answer.
        }
    }

    /** A HAProxy that was started anew meanwhile has made its own; the old file is nobody's then. */
    @Override
    public synchronized void heal() {
        try {
            if (listener.isPresent()) {
                listener.get().close();
                listener = Optional.empty();
            }
            Optional<Path> real = aside().kept();
            if (real.isPresent() && answers(real.get())) {
                Files.move(real.get(), socket(), StandardCopyOption.REPLACE_EXISTING);
            } else if (real.isPresent()) {
                Files.delete(real.get());
            }
            for (SocketChannel caller : callers) {
                caller.close();
            }
            callers.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("The runtime socket of " + proxy + " could not be given back", e);
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    public String sentence() {
        return "the runtime socket of " + proxy + " " + way.words;
    }
}
