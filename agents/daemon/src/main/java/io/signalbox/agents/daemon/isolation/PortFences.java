package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds out what this host's kernel lets this user do, by doing it to a connection with itself. */
public final class PortFences {
    private static final Duration PROBE_BOUND = Duration.ofSeconds(2);

    private PortFences() {}

    /** The fence for {@code host:port}; where the kernel cannot be asked, one that says why. */
    public static PortFence probe(String host, int port) throws InterruptedException {
        try {
            return probe(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            return new NoPortFence("mysqld.host has no address: " + host);
        }
    }

    private static PortFence probe(InetSocketAddress door) throws InterruptedException {
        String filterName = IptablesFence.filterFor(door.getAddress());
        Optional<Tool> filter = Tool.find(filterName);
        Optional<Tool> sockets = Tool.find("ss");
        if (filter.isEmpty()) {
            return new NoPortFence(filterName + " is not installed");
        }
        if (sockets.isEmpty()) {
            return new NoPortFence("ss is not installed (iproute2)");
        }
        return filter.get()
                .run(PROBE_BOUND, List.of("-w", "1", "-S", "INPUT"))
                .map(Tool.Complaint::sentence)
                .or(() -> reset(sockets.get()))
                .<PortFence>map(NoPortFence::new)
                .orElseGet(() -> new IptablesFence(filter.get(), sockets.get(), door));
    }

    /** Resets a connection with ourselves; returns why that did not work. */
    private static Optional<String> reset(Tool sockets) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.setSoTimeout((int) PROBE_BOUND.toMillis());
            Optional<Tool.Complaint> complaint = sockets.run(
                    PROBE_BOUND,
                    List.of(
                            "-K",
                            "-H",
                            "-n",
                            "-t",
                            "src",
                            end(accepted.getLocalSocketAddress()),
                            "dst",
                            end(accepted.getRemoteSocketAddress())));
            return complaint.map(Tool.Complaint::sentence).or(() -> stillStands(client));
        } catch (IOException e) {
            return Optional.of("a connection could not be tried: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static String end(SocketAddress end) {
        return IptablesFence.text((InetSocketAddress) end);
    }

    private static Optional<String> stillStands(Socket client) {
        try {
            client.getInputStream().read();
            return Optional.of("ss -K reset nothing");
        } catch (SocketException reset) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("ss -K reset nothing: " + e.getMessage());
        }
    }
}
