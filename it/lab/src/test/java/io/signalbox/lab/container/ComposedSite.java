package io.signalbox.lab.container;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.site.layout.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The profile {@code small} of docker-compose.yml, with a name, addresses and networks of its own, so that it meets no other. */
final class ComposedSite {
    static final String PROJECT = "signalbox-test";
    static final String DATABASE_NETWORK = "10.78.1";
    static final String CLIENTS_NETWORK = "10.78.3";
    static final int MYSQL = 3306;
    static final int AGENT = 8091;

    private static final String PUBLISHED = "127.0.240.1";
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "COMPOSE_PROJECT_NAME", PROJECT,
            "COMPOSE_PROFILES", "small",
            "SIGNALBOX_PUBLISH", PUBLISHED,
            "SIGNALBOX_PUBLISH_OPERATORS", PUBLISHED,
            "SIGNALBOX_DATABASE_NETWORK", DATABASE_NETWORK,
            "SIGNALBOX_WEB_NETWORK", "10.78.2",
            "SIGNALBOX_CLIENTS_NETWORK", CLIENTS_NETWORK);
    private static final List<String> CONTAINERS =
            List.of("firewall", "lb1", "db1", "db2", "controller", "web1", "web2");

    private final Program program = new Program(ENVIRONMENT, REPOSITORY);
    private final List<String> compose;
    private final Path access;

    ComposedSite() throws IOException, InterruptedException {
        this.access = Files.createTempDirectory("signalbox-access");
        boolean old = new Program(Map.of(), REPOSITORY)
                        .run(SHORT, "sh", "-c", "command -v docker-compose")
                        .status()
                == 0;
        this.compose = old ? List.of("docker-compose") : List.of("docker", "compose");
    }

    /** Why there can be no container here; null if there can. */
    static @Nullable String lack() throws IOException, InterruptedException {
        return Engine.lack().orElse(null);
    }

    String compose(String... arguments) throws IOException, InterruptedException {
        return program.succeeds(LONG, Program.join(compose, arguments));
    }

    String docker(String... arguments) throws IOException, InterruptedException {
        return program.succeeds(SHORT, Program.join(List.of("docker"), arguments));
    }

    /** Starts it and waits until every container is healthy. Returns how long that took. */
    Duration up(Duration bound) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        compose("up", "-d");
        Wait.until(
                bound.minusNanos(System.nanoTime() - begun), () -> unhealthy().isEmpty());
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Each container that is not well, with its state. */
    SortedMap<String, String> unhealthy() {
        SortedMap<String, String> unhealthy = new TreeMap<>();
        for (String container : CONTAINERS) {
            String health = health(container);
            if (!health.equals("healthy")) {
                unhealthy.put(container, health);
            }
        }
        return unhealthy;
    }

    private String health(String container) {
        try {
            return program.run(SHORT, "docker", "inspect", "--format", "{{.State.Health.Status}}", name(container))
                    .output();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** The engine's name of a service's one container. */
    String name(String service) {
        return PROJECT + (compose.size() == 1 ? "_" : "-") + service + (compose.size() == 1 ? "_1" : "-1");
    }

    String network(String network) {
        return PROJECT + "_" + network;
    }

    /** Runs a program in a container. */
    String in(String container, String... argv) throws IOException, InterruptedException {
        return docker(Program.join(List.of("exec", name(container)), argv));
    }

    /** Where clients of this machine knock; the databases directly only for observers. */
    Doors doors() throws IOException, InterruptedException {
        String password = in("web1", "cat", "/var/lib/signalbox/secrets/client.password");
        SortedMap<String, Address> servers = new TreeMap<>(Map.of(
                "db1",
                new Address(DATABASE_NETWORK + ".11", MYSQL),
                "db2",
                new Address(DATABASE_NETWORK + ".12", MYSQL)));
        return new Doors(
                new Address(PUBLISHED, 6446), new Address(PUBLISHED, 6447), servers, new Account("app", password));
    }

    /** A directory with the {@code site.json} that a client of the API looks for. */
    Path access() throws IOException, InterruptedException {
        Path token = access.resolve("admin.token");
        Secrets.writePrivately(token, in("controller", "cat", "/var/lib/signalbox/secrets/admin.token"));
        Files.writeString(
                access.resolve("site.json"),
                "{\"api\": \"http://" + PUBLISHED + ":8090\", \"tokenFile\": \"" + token + "\"}");
        return access;
    }

    /** Can a TCP connection be made from a container on the outside network? With NET_ADMIN it may lay a route of its own. */
    boolean outsideReaches(String address, int port, String via) throws IOException, InterruptedException {
        String route = via.isEmpty() ? "" : "ip route add " + address + "/32 via " + via + " && ";
        return program.run(
                                SHORT,
                                "docker",
                                "run",
                                "--rm",
                                "--user=root",
                                "--cap-add=NET_ADMIN",
                                "--network=" + network("clients"),
                                "--entrypoint=timeout",
                                "signalbox/database:local",
                                "3",
                                "bash",
                                "-c",
                                route + "exec 3<>/dev/tcp/" + address + "/" + port)
                        .status()
                == 0;
    }

    /** Deletes containers, networks and volumes. */
    void remove() throws IOException, InterruptedException {
        compose("down", "--volumes", "--timeout", "5");
        for (Path file : List.of(access.resolve("admin.token"), access.resolve("site.json"), access)) {
            Files.deleteIfExists(file);
        }
    }

    /** Everything of this project that the engine and the kernel still have. */
    String left() throws IOException, InterruptedException {
        String label = "label=com.docker.compose.project=" + PROJECT;
        return docker("ps", "--all", "--quiet", "--filter", label)
                + docker("volume", "ls", "--quiet", "--filter", label)
                + docker("network", "ls", "--quiet", "--filter", label)
                + program.run(SHORT, "sh", "-c", "nft list tables 2>/dev/null | grep signalbox")
                        .output();
    }
}
