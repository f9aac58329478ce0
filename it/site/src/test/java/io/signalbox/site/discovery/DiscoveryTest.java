package io.signalbox.site.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.daemon.mysql.Stranger;
import io.signalbox.agents.daemon.mysql.Stranger.Replica;
import io.signalbox.agents.daemon.mysql.Stranger.Source;
import io.signalbox.mysql.doctor.Examination;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.site.network.NetworkDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    private static final String PRIMARYS = "00000000-0000-0000-0000-000000000001";

    /** Servers by address; whoever is not there does not answer. */
    private final Map<String, Stranger> site = new TreeMap<>();

    private final List<String> asked = new ArrayList<>();

    @Test
    void findsThePrimaryAndAllItsReplicasFromAnyOfThem() throws SQLException {
        whole();
        for (String start : List.of("10.0.0.11", "10.0.0.12", "10.0.0.13")) {
            asked.clear();
            Found found = from(start);
            assertThat(found.primary()).map(Stranger::host).contains("10.0.0.11");
            assertThat(found.databases())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("alpha", "10.0.0.11", "beta", "10.0.0.12", "gamma", "10.0.0.13"));
            assertThat(found.named().getFirst().name()).isEqualTo("alpha");
            assertThat(found.obstacles()).isEmpty();
            assertThat(asked).as("each once").doesNotHaveDuplicates().hasSize(3);
        }
    }

    @Test
    void aReplicaOfAReplicaIsFoundAndIsAnObstacle() throws SQLException {
        server(1, "alpha", false, List.of(), List.of(replica(2)));
        server(2, "beta", true, List.of(source(1)), List.of(replica(3)));
        server(3, "gamma", true, List.of(source(2)), List.of());
        Found found = from("10.0.0.11");
        assertThat(found.servers()).hasSize(3);
        assertThat(found.obstacles())
                .containsExactly(
                        "gamma follows 10.0.0.12:3306, which is not the primary: all replicas follow the primary itself.");
    }

    @Test
    void twoThatFollowEachOtherHaveNoPrimary() throws SQLException {
        server(1, "alpha", false, List.of(source(2)), List.of(replica(2)));
        server(2, "beta", false, List.of(source(1)), List.of(replica(1)));
        Found found = from("10.0.0.11");
        assertThat(found.primary()).isEmpty();
        assertThat(found.obstacles())
                .contains(
                        "It is not clear who is primary: none follow nobody and take writes.",
                        "alpha is a replica and takes writes.");
    }

    @Test
    void whoDoesNotAnswerIsNamed() throws SQLException {
        whole();
        site.remove("10.0.0.13:3306");
        Found found = from("10.0.0.11");
        assertThat(found.servers()).hasSize(2);
        assertThat(found.obstacles()).containsExactly("10.0.0.13:3306 did not answer: refused.");
    }

    @Test
    void aReplicaThatNeverSaidWhereItIsIsNamedByItsUuid() throws SQLException {
        server(1, "alpha", false, List.of(), List.of(new Replica(uuid(2), "", 3306)));
        assertThat(from("10.0.0.11").obstacles())
                .containsExactly(uuid(2)
                        + " did not answer: it was connected once, and has not said where it is (report_host).");
    }

    @Test
    void transactionsOfItsOwnAreAnObstacleButNotWhatThePrimaryWroteMeanwhile() throws SQLException {
        whole();
        site.put("10.0.0.12:3306", executing(site.get("10.0.0.12:3306"), PRIMARYS + ":1-20"));
        assertThat(from("10.0.0.11").obstacles()).isEmpty();
        site.put("10.0.0.12:3306", executing(site.get("10.0.0.12:3306"), uuid(2) + ":1-3"));
        assertThat(from("10.0.0.11").obstacles())
                .containsExactly("beta has transactions that the primary lacks: " + uuid(2) + ":1-3.");
    }

    @Test
    void hostsOfTheSameNameAreNumbered() throws SQLException {
        server(1, "localhost", false, List.of(), List.of(replica(2)));
        server(2, "localhost", true, List.of(source(1)), List.of());
        assertThat(from("10.0.0.12").databases())
                .containsExactlyInAnyOrderEntriesOf(Map.of("db1", "10.0.0.11", "db2", "10.0.0.12"));
    }

    @Test
    void aWalkThatGoesOnIsEndedAndWhoWasNotAskedIsNamed() throws SQLException {
        List<Replica> many = IntStream.range(0, Discovery.MOST + 3)
                .mapToObj(i -> new Replica("nobody-" + i, "10.1.0." + i, 3306))
                .toList();
        server(1, "alpha", false, List.of(), many);
        Found found = from("10.0.0.11");
        assertThat(asked).hasSize(Discovery.MOST);
        assertThat(found.obstacles())
                .filteredOn(o -> o.endsWith("it was not asked, after 64 others."))
                .hasSize(4);
    }

    @Test
    void theFirstMustAnswer() {
        assertThatThrownBy(() -> from("10.0.0.99")).isInstanceOf(SQLException.class);
    }

    /** With what only people know put in, `render` takes it. */
    @Test
    void theProposalIsADescription(@TempDir Path directory) throws Exception {
        whole();
        String filled = Proposal.yaml(from("10.0.0.11")).replaceAll("(?m)^# (controllers|proxies|webs):", "$1:");
        assertThat(read(directory, filled).databases()).containsKeys("alpha", "beta", "gamma");
    }

    private static NetworkDescription read(Path directory, String yaml) throws IOException {
        return NetworkDescription.read(Files.writeString(directory.resolve("site.yaml"), yaml));
    }

    private void whole() {
        server(1, "alpha.example.org", false, List.of(), List.of(replica(2), replica(3)));
        server(2, "beta.example.org", true, List.of(source(1)), List.of());
        server(3, "gamma.example.org", true, List.of(source(1)), List.of());
    }

    private Found from(String host) throws SQLException {
        return Discovery.from(new Discovery.Address(host, 3306), address -> {
            asked.add(address.toString());
            Stranger server = site.get(address.toString());
            if (server == null) {
                throw new SQLException("refused", "08001");
            }
            return server;
        });
    }

    private void server(int number, String name, boolean readOnly, List<Source> sources, List<Replica> replicas) {
        site.put(
                address(number) + ":3306",
                new Stranger(
                        address(number),
                        3306,
                        uuid(number),
                        name,
                        "9.7.4",
                        readOnly,
                        true,
                        GtidSet.parse(PRIMARYS + ":1-10"),
                        sources,
                        replicas,
                        examination(name),
                        Duration.ZERO,
                        Map.of()));
    }

    private static Examination examination(String name) {
        return new Examination(
                name,
                Duration.ZERO,
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
    }

    private static Stranger executing(Stranger s, String gtids) {
        return new Stranger(
                s.host(),
                s.port(),
                s.uuid(),
                s.hostName(),
                s.version(),
                s.readOnly(),
                s.gtids(),
                GtidSet.parse(gtids),
                s.sources(),
                s.replicas(),
                s.examination(),
                s.clockAhead(),
                s.unread());
    }

    private static Source source(int number) {
        return new Source("", address(number), 3306, true, uuid(number));
    }

    private static Replica replica(int number) {
        return new Replica(uuid(number), address(number), 3306);
    }

    private static String address(int number) {
        return "10.0.0.1" + number;
    }

    private static String uuid(int number) {
        return "00000000-0000-0000-0000-00000000000" + number;
    }
}
