package io.signalbox.haproxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Hosts that are network namespaces on one switch, which is one, too: nothing of it is in the machine's own network. Needs root and ip. */
public final class NetworkLab implements AutoCloseable {
    private static final long BOUND_SECONDS = 10;
    private static final String KNOCK_SECONDS = "1.5";
    private static final String LINK = "eth0";
    private static final String SWITCH = "switch";

    private final String prefix = "sb" + ProcessHandle.current().pid() + "-";
    private final Map<String, String> addresses = new TreeMap<>();
    private final List<Process> processes = new ArrayList<>();

    public NetworkLab() throws IOException {
        ip("netns", "add", space(SWITCH));
        inside(SWITCH, "ip", "link", "add", "name", "br0", "type", "bridge");
        inside(SWITCH, "ip", "link", "set", "br0", "up");
    }

    /** @param address with the length of its network's prefix */
    public NetworkLab host(String name, String address) throws IOException {
        addresses.put(name, address.substring(0, address.indexOf('/')));
        ip("netns", "add", space(name));
        String plug = "p-" + name;
        ip("link", "add", LINK, "netns", space(name), "type", "veth", "peer", "name", plug, "netns", space(SWITCH));
        inside(SWITCH, "ip", "link", "set", plug, "master", "br0", "up");
        inside(name, "ip", "link", "set", "lo", "up");
        inside(name, "ip", "address", "add", address, "dev", LINK);
        inside(name, "ip", "link", "set", LINK, "up");
        return this;
    }

    public String address(String host) {
        return Objects.requireNonNull(addresses.get(host), host);
    }

    /** Pulls the plug out, or puts it in. */
    public void plug(String host, boolean in) throws IOException {
        inside(SWITCH, "ip", "link", "set", "p-" + host, in ? "up" : "down");
    }

    /** Runs a program on a host to its end, which must be well, and returns what it said. */
    public String inside(String host, String... command) throws IOException {
        Process process = start(host, List.of(command), ProcessBuilder.Redirect.PIPE);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(code(process)).as(String.join(" ", command) + ": " + said).isZero();
        return said;
    }

    /** Starts a program on a host; it is ended with the lab. */
    public Process run(String host, Path log, List<String> command) throws IOException {
        Process process = start(host, command, ProcessBuilder.Redirect.appendTo(log.toFile()));
        processes.add(process);
        return process;
    }

    /** Starts a program on a host whose output is read; it is ended with the lab. */
    public Process listen(String host, List<String> command) throws IOException {
        Process process = start(host, command, ProcessBuilder.Redirect.PIPE);
        processes.add(process);
        return process;
    }

    /** Those of the {@code address:port} to which a connection comes about within {@link #KNOCK_SECONDS}. Knocks at all at once. */
    public Set<String> reached(String from, List<String> where) throws IOException {
        List<String> command = new ArrayList<>(List.of("perl", script("knock.pl"), KNOCK_SECONDS));
        command.addAll(where);
        return Set.copyOf(inside(from, command.toArray(String[]::new)).lines().toList());
    }

    /** The path of one of the lab's own scripts. */
    public static String script(String name) {
        return Path.of("..", "haproxy", "src", "test", "resources", "lab", name)
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    /** What HAProxy answers on a runtime socket. */
    public static String say(Path socket, String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer reply = ByteBuffer.allocate(1 << 20);
            while (channel.read(reply) >= 0) {
                // to the end
            }
            return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
        }
    }

    private Process start(String host, List<String> command, ProcessBuilder.Redirect output) throws IOException {
        List<String> all = Stream.concat(Stream.of("ip", "netns", "exec", space(host)), command.stream())
                .toList();
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private static void ip(String... arguments) throws IOException {
        List<String> all = Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(code(process))
                .as("as root, with iproute2: " + String.join(" ", all) + ": " + said)
                .isZero();
    }

    private static int code(Process process) {
        try {
            assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String space(String host) {
        return prefix + host;
    }

    /** A namespace goes with its last process. */
    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        for (String host : addresses.keySet()) {
            ip("netns", "delete", space(host));
        }
        ip("netns", "delete", space(SWITCH));
    }
}
