package io.signalbox.lab.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.site.Json;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.layout.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The profile {@code ha} of docker-compose.yml, operated as an operator would. Clients of this machine knock at the address that moves. */
final class HaSite {
    static final String PROJECT = "signalbox-ha-test";
    static final String DATABASE = "10.79.1";
    static final String CLIENTS = "10.79.3";
    /** Of all HAProxies together. */
    static final String SHARED = CLIENTS + ".10";

    private static final String PUBLISHED = "127.0.240.2";
    private static final String SECRETS = "/var/lib/signalbox/secrets/";
    private static final Duration SHORT = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "COMPOSE_PROJECT_NAME", PROJECT,
            "COMPOSE_PROFILES", "ha",
            "SIGNALBOX_PUBLISH", PUBLISHED,
            "SIGNALBOX_PUBLISH_OPERATORS", PUBLISHED,
            "SIGNALBOX_DATABASE_NETWORK", DATABASE,
            "SIGNALBOX_WEB_NETWORK", "10.79.2",
            "SIGNALBOX_CLIENTS_NETWORK", CLIENTS);
    private static final List<String> SERVICES = List.of(
            "firewall",
            "lb1",
            "lb2",
            "etcd1",
            "etcd2",
            "etcd3",
            "controller",
            "controller2",
            "controller3",
            "db1",
            "db2",
            "db3",
            "web1",
            "web2",
            "prometheus",
            "alertmanager");

    private final Path access;
    private final boolean old;

    HaSite() throws IOException, InterruptedException {
        this.access = Files.createTempDirectory("signalbox-access");
        this.old = run(SHORT, List.of("sh", "-c", "command -v docker-compose")).status() == 0;
    }

    private record Result(int status, String output) {}

    /** Starts it and waits until every container is healthy. Returns how long that took; of what is not well it says the state. */
    Duration up(Duration bound) throws IOException, InterruptedException {
        remove();
        long begun = System.nanoTime();
        compose("up", "-d");
        Wait.until(
                bound.minusNanos(System.nanoTime() - begun), () -> unhealthy().isEmpty());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(unhealthy()).as("after " + took.toSeconds() + " s").isEmpty();
        return took;
    }

    /** Each container that is not well, with its state. */
    SortedMap<String, String> unhealthy() {
        SortedMap<String, String> unhealthy = new TreeMap<>();
        for (String service : SERVICES) {
            String health = inspect(service, "{{.State.Health.Status}}");
            if (!health.equals("healthy")) {
                unhealthy.put(service, health);
            }
        }
        return unhealthy;
    }

    private String inspect(String service, String format) {
        try {
            return run(SHORT, List.of("docker", "inspect", "--format", format, name(service)))
                    .output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** The engine's name of a service's one container. */
    private String name(String service) {
        return PROJECT + (old ? "_" + service + "_1" : "-" + service + "-1");
    }

    String compose(String... arguments) throws IOException, InterruptedException {
        List<String> program = old ? List.of("docker-compose") : List.of("docker", "compose");
        return succeeds(LONG, join(program, arguments));
    }

    /** Ends a container as the loss of its host would; it stays ended. */
    void kill(String service) throws IOException, InterruptedException {
        succeeds(SHORT, List.of("docker", "kill", name(service)));
    }

    void start(String service) throws IOException, InterruptedException {
        succeeds(SHORT, List.of("docker", "start", name(service)));
    }

    /** Runs a program in a container. */
    String in(String service, String... argv) throws IOException, InterruptedException {
        return succeeds(SHORT, join(List.of("docker", "exec", name(service)), argv));
    }

    /** Which HAProxies have the shared address. More than one have it for a moment at most. */
    List<String> holders() {
        return Stream.of("lb1", "lb2").filter(this::holds).toList();
    }

    private boolean holds(String balancer) {
        try {
            return run(SHORT, List.of("docker", "exec", name(balancer), "ip", "-o", "-4", "address", "show"))
                    .output()
                    .contains(" " + SHARED + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Can a TCP connection be made from a container of the clients network, by a route through another one of it? */
    boolean outsideReaches(String address, int port, String via) throws IOException, InterruptedException {
        String image = inspect("db1", "{{.Config.Image}}");
        String script = "ip route add " + address + "/32 via " + via + " && exec 3<>/dev/tcp/" + address + "/" + port;
        return run(
                                SHORT,
                                List.of(
                                        "docker",
                                        "run",
                                        "--rm",
                                        "--user=root",
                                        "--cap-add=NET_ADMIN",
                                        "--network=" + PROJECT + "_clients",
                                        "--entrypoint=timeout",
                                        image,
                                        "3",
                                        "bash",
                                        "-c",
                                        script))
                        .status()
                == 0;
    }

    Doors doors() throws IOException, InterruptedException {
        String password = in("web1", "cat", SECRETS + "client.password");
        SortedMap<String, Address> servers = new TreeMap<>();
        for (int i = 1; i <= 3; i++) {
            servers.put("db" + i, new Address(DATABASE + ".1" + i, 3306));
        }
        return new Doors(new Address(SHARED, 6446), new Address(SHARED, 6447), servers, new Account("app", password));
    }

    /** A directory with the {@code site.json} that a client of the API looks for. */
    Path access() throws IOException, InterruptedException {
        Files.writeString(access.resolve("site.json"), Json.pretty(outline()));
        return access;
    }

    /** Where every controller is, and the token of an administrator. */
    SiteOutline outline() throws IOException, InterruptedException {
        Path token = access.resolve("admin.token");
        if (!Files.exists(token)) {
            Secrets.writePrivately(token, in("controller", "cat", SECRETS + token.getFileName()));
        }
        List<SiteOutline.Controller> controllers =
                List.of(controller("c1", 3), controller("c2", 6), controller("c3", 7));
        String api = controllers.getFirst().api();
        String write = SHARED + ":6446";
        return new SiteOutline(
                api, token.toString(), api, write, write, write, "", "", List.of(), List.of(), "app", "", controllers);
    }

    private static SiteOutline.Controller controller(String name, int address) {
        return new SiteOutline.Controller(name, "http://" + DATABASE + "." + address + ":8090");
    }

    /** Deletes containers, networks and volumes. */
    void remove() throws IOException, InterruptedException {
        compose("down", "--volumes", "--timeout", "10");
        for (String file : List.of("admin.token", "site.json")) {
            Files.deleteIfExists(access.resolve(file));
        }
    }

    /** Everything of this project that the engine and the kernel still have. */
    String left() throws IOException, InterruptedException {
        String label = "label=com.docker.compose.project=" + PROJECT;
        return succeeds(SHORT, List.of("docker", "ps", "--all", "--quiet", "--filter", label))
                + succeeds(SHORT, List.of("docker", "volume", "ls", "--quiet", "--filter", label))
                + succeeds(SHORT, List.of("docker", "network", "ls", "--quiet", "--filter", label))
                + run(SHORT, List.of("sh", "-c", "nft list tables | grep signalbox"))
                        .output();
    }

    private static List<String> join(List<String> first, String... then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(then));
        return all;
    }

    private static String succeeds(Duration bound, List<String> argv) throws IOException, InterruptedException {
        Result result = run(bound, argv);
        assertThat(result.status())
                .as(String.join(" ", argv) + ": " + result.output())
                .isZero();
        return result.output();
    }

    private static Result run(Duration bound, List<String> argv) throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(argv)
                    .directory(REPOSITORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(ENVIRONMENT);
            Process process = builder.start();
            boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            assertThat(ended)
                    .as(String.join(" ", argv) + " within " + bound + ": " + Files.readString(out))
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(out).strip());
        } finally {
            Files.deleteIfExists(out);
        }
    }
}
