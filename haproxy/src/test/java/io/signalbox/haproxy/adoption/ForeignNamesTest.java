package io.signalbox.haproxy.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.haproxy.adoption.ForeignNames.Backend;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignNamesTest {
    /** Two servers have each other's names, and a backend has the name that one of ours has. */
    private final ForeignNames names = new ForeignNames(new TreeMap<>(Map.of(
            new Name("mysql_main_rw"), backend("pg_rw", Map.of("db1", "alpha", "db2", "db3", "db3", "db2")),
            new Name("web"), backend("app", Map.of("web1", "App-1")))));

    static Backend backend(String name, Map<String, String> servers) {
        TreeMap<Name, Name> named = new TreeMap<>();
        servers.forEach((ours, theirs) -> named.put(new Name(ours), new Name(theirs)));
        return new Backend(new Name(name), named);
    }

    @ParameterizedTest
    @CsvSource({
        "mysql_main_rw, db1, pg_rw, alpha",
        "mysql_main_rw, db2, pg_rw, db3",
        "mysql_main_rw, db3, pg_rw, db2",
        "mysql_main_rw, hold, pg_rw, hold",
        "web, web1, app, App-1",
        "mysql_main_ro, db1, mysql_main_ro, db1",
        "not-ours:web, db1, web, db1",
        "mysql_main_rw, not-ours:db1, pg_rw, db1",
    })
    void aServerHasOneNameOnEachSide(String backend, String server, String theirBackend, String theirServer) {
        ServerId ours = ServerId.of(backend, server);
        ServerId theirs = ServerId.of(theirBackend, theirServer);

        assertThat(names.theirs(ours)).isEqualTo(theirs);
        assertThat(names.ours(theirs)).isEqualTo(ours);
    }

    @Test
    void twoOfOursAreNeverTheSameOne() {
        assertThatThrownBy(() -> backend("pg_rw", Map.of("db1", "alpha", "db2", "alpha")))
                .hasMessage("db1 and db2 are both called alpha");
        assertThatThrownBy(() -> new ForeignNames(new TreeMap<>(Map.of(
                        new Name("mysql_main_ro"), backend("pg", Map.of()),
                        new Name("mysql_main_rw"), backend("pg", Map.of())))))
                .hasMessage("mysql_main_ro and mysql_main_rw are both called pg");
    }
}
