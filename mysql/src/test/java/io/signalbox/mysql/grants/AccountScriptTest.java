package io.signalbox.mysql.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccountScriptTest {
    @Test
    void makesEveryAccountOnceAndEndsTheServer() {
        String script = script("m", Map.of("db1", "one", "db2", "two")).render();
        assertThat(script.lines().filter(line -> line.startsWith("CREATE USER")))
                .hasSize(7)
                .anyMatch(line -> line.contains("'repl_db2'@'%'") && line.endsWith("BY 'two';"));
        assertThat(script.strip()).endsWith("SHUTDOWN;").doesNotContain("${");
    }

    @Test
    void grantsNobodyWhatOutlivesAClosedServer() {
        String script = script("m", Map.of()).render();
        assertThat(script.lines().filter(line -> line.contains("GRANT")))
                .noneMatch(line -> line.contains("SUPER") || line.contains("SHUTDOWN") || line.contains("ALL"));
    }

    @Test
    void quotesPasswordsAndRefusesThoseItCannotQuoteWithoutShowingThem() {
        assertThat(script("it's", Map.of()).render()).contains("BY 'it''s';");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> script("hush\nDROP", Map.of()).render())
                .withMessageNotContaining("hush");
        assertThat(script("hush", Map.of("db1", "hush")).toString()).doesNotContain("hush");
    }

    private static AccountScript script(String monitor, Map<String, String> replication) {
        return new AccountScript(monitor, "o", "d", "c", "a", new TreeMap<>(replication));
    }
}
