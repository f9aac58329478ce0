package io.signalbox.controller.daemon.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Real members of one etcd, quick to notice that one of them is gone. */
public final class Etcds implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final Duration UP = Duration.ofSeconds(20);

    private final Path dir;
    private final List<Integer> clientPorts;
    private final List<Integer> peerPorts;
    private final List<Process> members = new ArrayList<>();
    private final Optional<Certificates> certificates;

    private Etcds(Path dir, int members, Optional<Certificates> certificates) {
        this.dir = dir;
        this.certificates = certificates;
        List<Integer> ports = freePorts(2 * members);
        this.clientPorts = ports.subList(0, members);
        this.peerPorts = ports.subList(members, 2 * members);
    }

    public static Etcds start(Path dir, int members) {
        return started(new Etcds(dir, members, Optional.empty()));
    }

    /** One member that speaks TLS to its clients. */
    static Etcds startWith(Path dir, Certificates certificates) {
        return started(new Etcds(dir, 1, Optional.of(certificates)));
    }

    private static Etcds started(Etcds etcds) {
        for (int member = 0; member < etcds.clientPorts.size(); member++) {
            etcds.members.add(etcds.launch(member));
        }
        etcds.awaitUse();
        return etcds;
    }

    /** Ends a member without a word. */
    public void kill(int member) {
        members.get(member).destroyForcibly().onExit().join();
    }

    public void restart(int member) {
        members.set(member, launch(member));
    }

    /** Stops a member's process where it is, or lets it go on. */
    public void signal(int member, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(members.get(member).pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    public List<URI> endpoints() {
        return clientPorts.stream().map(this::endpoint).toList();
    }

    private URI endpoint(int port) {
        return URI.create((certificates.isPresent() ? "https" : "http") + "://" + HOST + ":" + port);
    }

    private void awaitUse() {
        Vertx vertx = Vertx.vertx();
        Optional<String> ca = certificates.map(Certificates::ca);
        try (Gateway gateway = new Gateway(vertx, endpoints(), HOST, Optional.empty(), ca)) {
            await().atMost(UP).ignoreExceptions().until(() -> {
                new Etcd(gateway).get("/none", Etcd.STORE_CALL);
                return true;
            });
        } finally {
            vertx.close().await();
        }
    }

    private Process launch(int member) {
        List<String> command = new ArrayList<>(List.of(
                program().toString(),
                "--name=m" + member,
                "--data-dir=" + dir.resolve("m" + member),
                "--listen-client-urls=" + endpoint(clientPorts.get(member)),
                "--advertise-client-urls=" + endpoint(clientPorts.get(member)),
                "--listen-peer-urls=" + peer(member),
                "--initial-advertise-peer-urls=" + peer(member),
                "--initial-cluster="
                        + IntStream.range(0, peerPorts.size())
                                .mapToObj(m -> "m" + m + "=" + peer(m))
                                .collect(Collectors.joining(",")),
                "--heartbeat-interval=50",
                "--election-timeout=500",
                "--logger=zap",
                "--log-outputs=stderr"));
        certificates.ifPresent(c -> command.addAll(List.of("--cert-file=" + c.certificate(), "--key-file=" + c.key())));
        File log = dir.resolve("m" + member + ".log").toFile();
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String peer(int member) {
        return "http://" + HOST + ":" + peerPorts.get(member);
    }

    private static Path program() {
        String cache = Optional.ofNullable(System.getenv("SIGNALBOX_CACHE"))
                .orElse(System.getProperty("user.home") + "/.cache/signalbox");
        Path program =
                Path.of(Optional.ofNullable(System.getenv("SIGNALBOX_ETCD")).orElse(cache + "/etcd/usr/bin/etcd"));
        assertThat(program)
                .as("etcd is not unpacked; `./signalbox test` does that")
                .exists();
        return program;
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getByName(HOST)));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Process member : members) {
            member.destroyForcibly();
        }
        for (Process member : members) {
            member.onExit().orTimeout(UP.toSeconds(), TimeUnit.SECONDS).join();
        }
    }
}
