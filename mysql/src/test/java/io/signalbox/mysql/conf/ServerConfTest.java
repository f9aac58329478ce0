package io.signalbox.mysql.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfTest {
    /** Without these a server would be able to acknowledge, or lose, a write behind Signalbox's back. */
    private static final Map<String, String> MUST_BE = Map.ofEntries(
            Map.entry("super-read-only", "ON"),
            Map.entry("skip-replica-start", "ON"),
            Map.entry("rpl-semi-sync-source-enabled", "OFF"),
            Map.entry("rpl-semi-sync-replica-enabled", "OFF"),
            Map.entry("rpl-semi-sync-source-timeout", "4294967295"),
            Map.entry("rpl-semi-sync-source-wait-no-replica", "ON"),
            Map.entry("rpl-semi-sync-source-wait-point", "AFTER_SYNC"),
            Map.entry("relay-log-recovery", "OFF"),
            Map.entry("sync-binlog", "1"),
            Map.entry("innodb-flush-log-at-trx-commit", "1"),
            Map.entry("replica-preserve-commit-order", "ON"),
            Map.entry("replica-parallel-workers", "16"),
            Map.entry("log-replica-updates", "ON"),
            Map.entry("gtid-mode", "ON"),
            Map.entry("enforce-gtid-consistency", "ON"));

    @Test
    void rendersASafeServer() {
        assertThat(settings(conf("/srv/db1/data").render())).containsAllEntriesOf(MUST_BE);
    }

    @Test
    void leavesNoPlaceEmptyAndNoSettingTwice() {
        String text = conf("/srv/db1/data").render();
        assertThat(text).doesNotContain("${");
        assertThat(settings(text)).containsEntry("datadir", "/srv/db1/data").doesNotContainKey("clone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/my data", "/srv/x#y", "/srv/x\nlog-bin=OFF", "/srv/\"x\""})
    void refusesAPathThatAnOptionFileCannotHold(String dataDir) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conf(dataDir).render())
                .withMessageContaining("dataDir");
    }

    /** Fails on a key that stands twice. */
    private static Map<String, String> settings(String text) {
        return text.lines()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.replaceFirst("\\s+#.*", "").split("\\s*=\\s*", 2))
                .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
    }

    private static ServerConf conf(String dataDir) {
        Path home = Path.of("/srv/db1");
        return new ServerConf(
                new MysqlHome(Path.of("/opt/mysql")),
                1,
                "127.0.1.11",
                3306,
                33062,
                Path.of(dataDir),
                home.resolve("mysqld.sock"),
                home.resolve("mysqld.pid"),
                home.resolve("error.log"),
                "mysql",
                ServerSize.LOCAL);
    }
}
