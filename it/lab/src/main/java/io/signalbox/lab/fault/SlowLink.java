package io.signalbox.lab.fault;

import io.signalbox.lab.cluster.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The link from a host to one TCP port of another is slow. Connections are led through a relay of the drill's own; those that
 * are there already are cut, at the beginning and at the end, and made anew by whoever made them. Each time it is waited for that, so
 * that of several links one after the other is cut, and never all at once.
 */
public final class SlowLink implements Fault {
    private static final Duration ANEW_BOUND = Duration.ofSeconds(10);
    private static final int LINE = 100;
    private static final Path GIVEN_OUT = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private final String what;
    private final String client;
    private final String server;
    private final int port;
    private final Slowness slowness;
    private Optional<Way> way = Optional.empty();

    private record Way(SlowRelay relay, Detour detour) {}

    /** @param what in words, such as "the link from db2 to the mysqld of db1" */
    public SlowLink(String what, String client, String server, int port, Slowness slowness) {
        this.what = what;
        this.client = client;
        this.server = server;
        this.port = port;
        this.slowness = slowness;
    }

    @Override
    public synchronized void inject() {
        requirePorts();
        Way taken = open();
        way = Optional.of(taken);
        taken.detour.take();
        if (connections() > 0) {
            Tool.run("ss", "-K", "-t", "-n", "src", client, "dst", server, "dport", "=", ":" + port);
            Wait.until(ANEW_BOUND, () -> taken.relay.connections() > 0);
        }
    }

    private Way open() {
        try {
            SlowRelay relay = SlowRelay.to(new InetSocketAddress(server, port), slowness);
            return new Way(relay, new Detour(client, server, port, relay.port()));
        } catch (IOException e) {
            throw new UncheckedIOException("no relay can listen beside " + server + ":" + port, e);
        }
    }

    /** A client of the relay's own ports would be let pass. */
    private static void requirePorts() {
        // All at once: what the kernel tells of a setting has no second part.
        byte[] line = new byte[LINE];
        try (InputStream file = Files.newInputStream(GIVEN_OUT)) {
            String range = new String(line, 0, file.read(line), StandardCharsets.US_ASCII).strip();
            String last = range.substring(range.lastIndexOf('\t') + 1);
            if (Integer.parseInt(last) >= SlowRelay.FIRST_PORT) {
                throw new FaultFailure(
                        "A slow link needs ports that nobody else has: net.ipv4.ip_local_port_range must end below "
                                + SlowRelay.FIRST_PORT + ", and ends at " + last + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections from the client to the port, as the client sees them: the relay's own are not among them. */
    private long connections() {
        return Tool.run(
                        "ss",
                        "-H",
                        "-t",
                        "-n",
                        "state",
                        "established",
                        "src",
                        client,
                        "dst",
                        server,
                        "dport",
                        "=",
                        ":" + port)
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> ownPort(words) < SlowRelay.FIRST_PORT)
                .count();
    }

    private static int ownPort(String... words) {
        String end = words[2];
        return Integer.parseInt(end.substring(end.lastIndexOf(':') + 1));
    }

    @Override
    public synchronized void heal() {
        way.ifPresent(this::leave);
        way = Optional.empty();
    }

    private void leave(Way taken) {
        taken.detour.leave();
        boolean used = taken.relay.connections() > 0;
        taken.relay.close();
        if (used) {
            Wait.until(ANEW_BOUND, () -> connections() > 0);
        }
    }

    @Override
    public String sentence() {
        return what + " is slow: " + slowness;
    }
}
