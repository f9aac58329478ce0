package io.signalbox.haproxy.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.adoption.Finding.Weight;
import io.signalbox.haproxy.adoption.Wanted.Use;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.real.HandWritten;
import io.signalbox.haproxy.reply.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionTest {
    private static final Path SOCKET = Path.of("/run/haproxy/admin.sock");
    private static final String FILE = HandWritten.file("10.0.0", SOCKET);

    private static final ForeignNames NAMES = new ForeignNames(new TreeMap<>(Map.of(
            new Name("mysql_main_rw"),
                    ForeignNamesTest.backend("pg_rw", Map.of("db1", "alpha", "db2", "beta", "hold", "parking")),
            new Name("mysql_main_ro"), ForeignNamesTest.backend("pg_ro", Map.of("db1", "alpha", "db2", "beta")),
            new Name("web"), ForeignNamesTest.backend("app", Map.of("web1", "App-1", "web2", "App-2")))));

    private final Adoption adoption = new Adoption(
            NAMES,
            List.of(
                    wanted(Use.WRITES, "mysql_main_rw", "db", 3306),
                    wanted(Use.READS, "mysql_main_ro", "db", 3306),
                    wanted(Use.WEB, "web", "web", 8080)),
            SOCKET);

    private static Wanted wanted(Use use, String backend, String server, int port) {
        return new Wanted(
                use,
                new Name(backend),
                new TreeMap<>(Map.of(
                        new Name(server + 1), "10.0.0.11:" + port,
                        new Name(server + 2), "10.0.0.12:" + port)));
    }

    @Test
    void whatSomebodyWroteCanBeDrivenAndLacksOneThing() {
        assertThat(adoption.of(ProxyFile.parse(FILE))).singleElement().satisfies(finding -> {
            assertThat(finding.weight()).isEqualTo(Weight.WEAKER);
            assertThat(finding.sentence()).startsWith("pg_ro does not ask the agents");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listen pg_rw        | listen pg_writes          | MISSING | adopted.backends.mysql_main_rw: there is no backend pg_rw; there are: pg_writes, pg_ro, web, app
            server beta NET.12:3306 weight 10 disabled | server gamma NET.12:3306 disabled | MISSING | adopted.backends.mysql_main_rw.servers.db2: there is no server pg_rw/beta; there are: alpha, gamma, parking
            server beta NET.12:3306 weight 10 disabled | server gamma NET.12:3306 disabled | WEAKER  | line 20: pg_rw/gamma is nobody's of this site: the agent keeps it closed
            server alpha NET.11:3306 weight 10 disabled | server alpha NET.14:3306 disabled | MISSING | line 19: pg_rw/alpha is at 10.0.0.14:3306, and db1 at 10.0.0.11:3306
            level admin         | level operator            | MISSING | line 3: the socket has level operator; the agent needs `level admin`
            mode 600            | mode 666                  | WEAKER  | line 3: mode 666: everybody on this host can say where writes go
            admin.sock          | other.sock                | MISSING | global: there is no `stats socket /run/haproxy/admin.sock level admin`
            hard-stop-after 60s | maxpipes 1                | WEAKER  | global: no `hard-stop-after`
            from-file none      | from-file global          | MISSING | line 12: servers' states come from a file
            weight 10 disabled   # | weight 10 #            | WEAKER  | line 19: pg_rw/alpha is given writes after each start and reload
            weight 10 disabled   # | disabled check #       | WEAKER  | line 19: pg_rw/alpha has a check, which takes a healthy primary away
            weight 10 disabled   # | disabled on-marked-down shutdown-sessions # | WEAKER | line 19: pg_rw/alpha has `on-marked-down`
            weight 10 disabled   # | disabled agent-check agent-port 1 # | MISSING | line 19: pg_rw/alpha has an `agent-check`
            retries 120         | default-server check      | WEAKER  | line 20: pg_rw/beta has a check
            server parking      | #                         | WEAKER  | adopted.backends.mysql_main_rw: there is no server that holds clients
            1 backup no-check   | 1                         | WEAKER  | line 21: pg_rw/parking must be `backup`
            8080 check inter 100ms | 8080                   | WEAKER  | line 40: app/App-1 has no check
            """)
    void whatIsMissingAndWhatIsWeakerIsNamedWithItsPlace(String right, String wrong, Weight weight, String said) {
        String file = FILE.replace(right.replace("NET", "10.0.0"), wrong.replace("NET", "10.0.0"));
        assertThat(file).isNotEqualTo(FILE);

        assertThat(adoption.of(ProxyFile.parse(file))).anySatisfy(finding -> {
            assertThat(finding.weight()).isEqualTo(weight);
            assertThat(finding.place() + ": " + finding.sentence()).startsWith(said);
        });
    }

    @Test
    void whatRunsIsLookedAtToo() {
        SortedMap<ServerId, RunningServer> running = running();
        assertThat(adoption.of(running, "admin")).isEmpty();

        running.remove(ServerId.of("app", "App-2"));
        ServerId beta = ServerId.of("pg_ro", "beta");
        running.put(beta, new RunningServer(beta, "10.0.0.99:3306", 1, 0));
        assertThat(adoption.of(running, "operator"))
                .extracting(finding -> finding.place() + ": " + finding.sentence())
                .containsExactly(
                        "/run/haproxy/admin.sock: whoever connects here has level operator; the agent needs `level admin`",
                        "adopted.backends.mysql_main_ro.servers.db2: pg_ro/beta is at 10.0.0.99:3306, and db2 at 10.0.0.12:3306",
                        "adopted.backends.web.servers.web2: app/App-2 does not run in HAProxy");
    }

    @Test
    void whatRunsOtherwiseThanTheFileSaysIsNamed() {
        SortedMap<ServerId, RunningServer> running = running();
        assertThat(new Loaded(ProxyFile.parse(FILE), running).differences()).isEmpty();

        ServerId alpha = ServerId.of("pg_rw", "alpha");
        running.put(alpha, new RunningServer(alpha, "10.0.0.14:3306", 20, 7));
        running.remove(ServerId.of("web", "db1"));
        ServerId left = ServerId.of("app", "App-3");
        running.put(left, new RunningServer(left, "10.0.0.13:8080", 1, 0));

        assertThat(new Loaded(ProxyFile.parse(FILE), running).differences())
                .containsExactly(
                        "pg_rw/alpha runs at 10.0.0.14:3306, in the file it is at 10.0.0.11:3306",
                        "pg_rw/alpha was started with weight 20, in the file it has 10",
                        "pg_rw/alpha takes 7 connections at most, in the file any number of connections",
                        "web/db1 is in the file and does not run",
                        "app/App-3 runs and is not in the file");
    }

    private static SortedMap<ServerId, RunningServer> running() {
        SortedMap<ServerId, RunningServer> running = new TreeMap<>();
        for (String line : List.of(
                "pg_rw alpha 10.0.0.11:3306 10",
                "pg_rw beta 10.0.0.12:3306 10",
                "pg_rw parking 127.255.255.254:1 1",
                "pg_ro alpha 10.0.0.11:3306 10",
                "pg_ro beta 10.0.0.12:3306 10",
                "web db1 10.0.0.13:8080 1",
                "app App-1 10.0.0.11:8080 1",
                "app App-2 10.0.0.12:8080 1")) {
            String[] words = line.split(" ", -1);
            ServerId id = ServerId.of(words[0], words[1]);
            running.put(id, new RunningServer(id, words[2], Integer.parseInt(words[3]), 0));
        }
        return running;
    }
}
