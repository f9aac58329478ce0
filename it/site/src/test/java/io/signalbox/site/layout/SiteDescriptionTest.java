package io.signalbox.site.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.signalbox.site.SiteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteDescriptionTest {
    @TempDir
    Path dir;

    @Test
    void isReadBackAsItWasWritten() throws Exception {
        SiteDescription description = SiteDescription.local(7, 3, 2);
        Path file = dir.resolve("site.yaml");

        description.write(file);

        assertThat(SiteDescription.read(file)).isEqualTo(description);
        assertThat(description.databases()).containsExactly("db1", "db2", "db3");
        assertThat(description.balancers()).containsExactly("lb1", "lb2");
    }

    @Test
    void saysAllThatIsWrongAtOnceWithKeyValueAndRule() throws Exception {
        Path file = dir.resolve("site.yaml");
        Files.writeString(
                file, "site: Bad Name\nindex: 0\nservers: 9\nproxies: 17\ndrills: perhaps\nwhenAllReplicasLag: wait\n");

        assertThatThrownBy(() -> SiteDescription.read(file))
                .isInstanceOf(SiteFailure.class)
                .hasMessageContaining("site: Bad Name: ")
                .hasMessageContaining("index: 0: 1 to 254")
                .hasMessageContaining("servers: 9: 2 to 5")
                .hasMessageContaining("whenAllReplicasLag: wait: stale, primary or refuse")
                .hasMessageContaining("proxies: 17: 1 to 16")
                .hasMessageContaining("drills: perhaps: allowed or forbidden");
    }

    @Test
    void hasOneControllerOrThree() throws Exception {
        Path file = dir.resolve("site.yaml");
        String site = "site: local\nindex: 1\nservers: 2\ndrills: allowed\n";
        Files.writeString(file, site);
        assertThat(SiteDescription.read(file).control().names()).containsExactly("c1");
        assertThat(SiteDescription.read(file).control().members()).isEmpty();
        Files.writeString(file, site + "controllers: 3\n");
        assertThat(SiteDescription.read(file).control().members()).containsExactly("c1", "c2", "c3");
        Files.writeString(file, site + "controllers: 2\n");
        assertThatThrownBy(() -> SiteDescription.read(file)).hasMessageContaining("controllers: 2: 1 or 3");
    }

    @Test
    void takesRulesAndZonesOfItsServersAlone() throws Exception {
        Path file = dir.resolve("site.yaml");
        String site = "site: local\nindex: 1\nservers: 2\ndrills: allowed\n";
        Files.writeString(file, site + "rules: {db2: never}\nzones: {db1: room1}\n");
        assertThat(SiteDescription.read(file).rules()).containsExactly(entry("db2", "never"));
        assertThat(SiteDescription.read(file).zones()).containsExactly(entry("db1", "room1"));

        Files.writeString(file, site + "rules: {db1: never, db3: often}\nzones: {db2: Room 2}\n");
        assertThatThrownBy(() -> SiteDescription.read(file))
                .hasMessageContaining("rules: db3: one of [db1, db2]")
                .hasMessageContaining("rules.db3: often: prefer, neutral, avoid or never")
                .hasMessageContaining("zones.db2: Room 2: a name");

        Files.writeString(file, site + "rules: {db1: never, db2: never}\n");
        assertThatThrownBy(() -> SiteDescription.read(file)).hasMessageContaining("one at least must be one that may");
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() throws Exception {
        Path file = dir.resolve("site.yaml");
        Files.writeString(file, "site: local\nindex: 1\nservers: 2\ndrills: allowed\nserver: 3\n");

        assertThatThrownBy(() -> SiteDescription.read(file))
                .isInstanceOf(SiteFailure.class)
                .hasMessageContaining("\"server\"");
    }
}
