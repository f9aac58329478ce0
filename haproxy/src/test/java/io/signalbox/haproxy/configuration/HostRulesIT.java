package io.signalbox.haproxy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.haproxy.real.HaproxyProgram;
import io.signalbox.haproxy.real.NetworkLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who reaches what, host by host, each a network namespace in which something listens on every port. */
@Timeout(90)
class HostRulesIT {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String OUTSIDER = "outsider";
    private static final String OPERATOR = "operator";
    private static final List<Integer> PORTS =
            List.of(3306, 33062, 8091, 8090, 6446, 6447, 6448, 8080, 8443, 8404, 10000);

    /** From whom to whom, and on which ports; what is not here must not pass. */
    private static final String ALLOWED = """
            outsider lb1 8080 8443
            outsider lb2 8080 8443
            operator lb1 8080 8443
            operator lb2 8080 8443
            operator c1 8090
            web1 lb1 6446 6447 6448 8080 8443
            web1 lb2 6446 6447 6448 8080 8443
            lb1 db1 3306 8091
            lb1 db2 3306 8091
            lb1 lb2 8080 8443 10000
            lb1 web1 8080 8091
            lb2 db1 3306 8091
            lb2 db2 3306 8091
            lb2 lb1 8080 8443 10000
            lb2 web1 8080 8091
            db1 db2 3306
            db2 db1 3306
            db1 lb1 8080 8443
            db1 lb2 8080 8443
            db2 lb1 8080 8443
            db2 lb2 8080 8443
            c1 db1 8091
            c1 db2 8091
            c1 web1 8091
            c1 lb1 8091 8080 8443
            c1 lb2 8091 8080 8443
            """;

    private final Network network = Networks.site(List.of("0.0.0.0/0"), List.of("10.99.0.201"));

    @TempDir
    Path dir;

    @Test
    void exactlyWhatMustPassPassesAndWithoutTheRulesEverythingDoes() throws Exception {
        try (NetworkLab lab = new NetworkLab()) {
            for (Map.Entry<String, String> host : hosts().entrySet()) {
                lab.host(host.getKey(), host.getValue() + "/24");
            }
            for (String host : guarded()) {
                Path listens = Files.writeString(dir.resolve(host + ".cfg"), listeners());
                lab.run(
                        host,
                        dir.resolve(host + ".log"),
                        List.of(HaproxyProgram.find().toString(), "-db", "-f", listens.toString()));
            }
            await().atMost(BOUND).untilAsserted(() -> assertThat(reached(lab)).isEqualTo(everything()));

            load(lab);
            load(lab);

            assertThat(reached(lab)).isEqualTo(allowed());
        }
    }

    private void load(NetworkLab lab) throws IOException {
        for (Map.Entry<String, String> rules :
                new HostRules(network, Networks.PORTS).all().entrySet()) {
            Path file = Files.writeString(dir.resolve(rules.getKey() + ".nft"), rules.getValue());
            lab.inside(rules.getKey(), "nft", "-f", file.toString());
        }
    }

    /** Every port of every host, from every other: {@code from to port}. */
    private Set<String> everything() {
        return hosts().keySet().stream()
                .flatMap(from -> doors(from).stream().map(door -> from + " " + door))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> doors(String from) {
        return guarded().stream()
                .filter(to -> !to.equals(from))
                .flatMap(to -> guards(to).stream().map(port -> to + " " + port))
                .toList();
    }

    /** The ports that a host of this kind serves. */
    private static List<Integer> guards(String host) {
        return switch (host.substring(0, 2)) {
            case "db" -> List.of(3306, 33062, 8091);
            case "lb" -> List.of(8091, 6446, 6447, 6448, 8080, 8443, 8404, 10000);
            case "c1" -> List.of(8090);
            default -> List.of(8080, 8091);
        };
    }

    private Set<String> reached(NetworkLab lab) throws Exception {
        try (ExecutorService knocking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Set<String>>> hosts = hosts().keySet().stream()
                    .map(from -> (Callable<Set<String>>) () -> reached(lab, from))
                    .toList();
            Set<String> reached = new TreeSet<>();
            for (Future<Set<String>> host : knocking.invokeAll(hosts)) {
                reached.addAll(host.get());
            }
            return reached;
        }
    }

    private Set<String> reached(NetworkLab lab, String from) throws IOException {
        Map<String, String> doors =
                doors(from).stream().collect(Collectors.toMap(door -> address(lab, door), door -> from + " " + door));
        return lab.reached(from, List.copyOf(doors.keySet())).stream()
                .map(doors::get)
                .collect(Collectors.toSet());
    }

    private static String address(NetworkLab lab, String door) {
        int space = door.indexOf(' ');
        return lab.address(door.substring(0, space)) + ":" + door.substring(space + 1);
    }

    private static Set<String> allowed() {
        return ALLOWED.lines()
                .map(line -> line.split(" "))
                .flatMap(words ->
                        IntStream.range(2, words.length).mapToObj(i -> words[0] + " " + words[1] + " " + words[i]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, String> hosts() {
        Map<String, String> hosts = new TreeMap<>(network.proxies());
        hosts.putAll(network.databases());
        hosts.putAll(network.controllers());
        hosts.putAll(network.webs());
        hosts.put(OUTSIDER, "10.99.0.200");
        hosts.put(OPERATOR, "10.99.0.201");
        return hosts;
    }

    private List<String> guarded() {
        return hosts().keySet().stream()
                .filter(host -> !Arrays.asList(OUTSIDER, OPERATOR).contains(host))
                .toList();
    }

    private static String listeners() {
        return "defaults\n  mode http\n  timeout client 5s\n  timeout connect 1s\n  timeout server 5s\nfrontend all\n"
                + PORTS.stream().map(port -> "  bind :" + port + "\n").collect(Collectors.joining())
                + "  http-request return status 200\n";
    }
}
