package io.signalbox.site.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.SitePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
    @TempDir
    Path dir;

    private SiteLayout layout;
    private List<Share> shares;
    private Volumes volumes;

    @BeforeEach
    void mount() throws IOException {
        layout = new SiteLayout(dir.resolve("site"));
        ContainerAddresses addresses = new ContainerAddresses("10.77.1", "10.77.2", "10.77.3", true);
        SitePlan plan = new ContainerSettings("containers", Set.of("ha"), addresses).plan(layout);
        shares = Share.of(plan);
        volumes = new Volumes(layout, dir.resolve("volumes"));
        for (Share share : shares) {
            Files.createDirectories(dir.resolve("volumes").resolve(share.container()));
        }
        Secrets secrets = new Secrets(layout);
        secrets.create();
        secrets.create(Share.grafanaPassword(layout));
        volumes.link(shares);
        new SpareFiles(plan, addresses).write(secrets);
        Files.writeString(layout.outline(), "{}");
    }

    @Test
    void whatIsWrittenIntoTheSiteLandsInTheContainersVolumeAlsoTheSecondTime() throws IOException {
        volumes.link(shares);
        volumes.link(shares);
        Files.createDirectories(layout.agentState("db2"));
        Files.writeString(layout.webConfiguration("db1"), "web");

        assertThat(dir.resolve("volumes/db2/db2/agent/state")).isDirectory();
        assertThat(dir.resolve("volumes/web1/db1/web/web.yaml")).hasContent("web");
    }

    @Test
    void nobodyGetsASecretThatIsNotHis() throws IOException {
        volumes.give(shares);

        assertThat(secretsOf("web2")).containsExactly("client.password");
        assertThat(secretsOf("grafana")).containsExactly("grafana.password");
        assertThat(secretsOf("lb1")).containsExactly("site.key");
        assertThat(secretsOf("lb2")).containsExactly("site.key");
        assertThat(secretsOf("controller2"))
                .containsExactly(
                        "admin.token",
                        "etcd-ca.pem",
                        "etcd-signalbox.password",
                        "operator.token",
                        "site.key",
                        "viewer.token");
        assertThat(secretsOf("etcd3")).containsExactly("etcd-c3.pem", "etcd-ca.pem");
        assertThat(secretsOf("accounts"))
                .containsExactly("etcd-ca.pem", "etcd-root.password", "etcd-signalbox.password");
        assertThat(secretsOf("db2"))
                .containsExactly(
                        "mysql-repl_db2.password",
                        "mysql-sb_clone.password",
                        "mysql-sb_door.password",
                        "mysql-sb_monitor.password",
                        "mysql-sb_operator.password",
                        "site.key");
    }

    private List<String> secretsOf(String container) throws IOException {
        Path secrets = dir.resolve("volumes").resolve(container).resolve("secrets");
        try (Stream<Path> files = Files.list(secrets)) {
            return files.peek(VolumesTest::isPrivate)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void isPrivate(Path secret) {
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
