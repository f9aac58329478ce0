package io.signalbox.agents.daemon.isolation;

import io.signalbox.agents.daemon.isolation.Tool.Complaint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * {@code iptables} (or {@code ip6tables}) and {@code ss -K}. What is dropped stands in a chain of this mysqld's own, to
 * which INPUT leads: taking it back touches nothing else. Packets are dropped before connections are reset, so that nobody
 * comes back in between.
 */
final class IptablesFence implements PortFence {
    /** iptables waits so many seconds for other programs that change rules. */
    private static final String LOCK_SECONDS = "1";

    private static final int MOST_JUMPS = 8;
    /** iptables(8): what is neither wrong use, nor the kernel, nor a lock; of a look at a chain, that there is none. */
    private static final int NO_SUCH_CHAIN = 1;

    private final Tool filter;
    private final Tool sockets;
    private final InetSocketAddress door;
    private final String chain;

    IptablesFence(Tool filter, Tool sockets, InetSocketAddress door) {
        this.filter = filter;
        this.sockets = sockets;
        this.door = door;
        this.chain = "SIGNALBOX-" + checksum(text(door));
    }

    static String filterFor(InetAddress address) {
        return address instanceof Inet6Address ? "ip6tables" : "iptables";
    }

    /** As {@code ss} writes it. */
    static String text(InetSocketAddress end) {
        String host = end.getAddress().getHostAddress();
        return (end.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + end.getPort();
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }

    String chain() {
        return chain;
    }

    @Override
    public String lack() {
        return "";
    }

    @Override
    public void close(Duration bound) throws FenceFailure, InterruptedException {
        Stopwatch left = new Stopwatch(bound);
        if (filter(left, "-S", chain).isPresent()) {
            must(filter(left, "-N", chain));
        }
        must(filter(left, "-F", chain));
        String host = door.getAddress().getHostAddress();
        String port = Integer.toString(door.getPort());
        must(filter(left, "-A", chain, "-d", host, "-p", "tcp", "--dport", port, "-j", "DROP"));
        if (filter(left, "-C", "INPUT", "-j", chain).isPresent()) {
            must(filter(left, "-I", "INPUT", "-j", chain));
        }
        must(sockets.run(left.left(), List.of("-K", "-H", "-n", "-t", "src", text(door))));
    }

    @Override
    public void open(Duration bound) throws FenceFailure, InterruptedException {
        Stopwatch left = new Stopwatch(bound);
        Optional<Complaint> look = filter(left, "-S", chain);
        if (look.filter(complaint -> complaint.status() == NO_SUCH_CHAIN).isPresent()) {
            return;
        }
        must(look);
        for (int jump = 0;
                jump < MOST_JUMPS && filter(left, "-C", "INPUT", "-j", chain).isEmpty();
                jump++) {
            must(filter(left, "-D", "INPUT", "-j", chain));
        }
        must(filter(left, "-F", chain));
        must(filter(left, "-X", chain));
    }

    private Optional<Complaint> filter(Stopwatch left, String... arguments) throws InterruptedException {
        return filter.run(
                left.left(),
                Stream.concat(Stream.of("-w", LOCK_SECONDS), Stream.of(arguments))
                        .toList());
    }

    private static void must(Optional<Complaint> complaint) throws FenceFailure {
        if (complaint.isPresent()) {
            throw new FenceFailure(complaint.get().sentence());
        }
    }

    /** What is left of a bound. */
    private static final class Stopwatch {
        private final long end;

        Stopwatch(Duration bound) {
            end = System.nanoTime() + bound.toNanos();
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }
    }
}
