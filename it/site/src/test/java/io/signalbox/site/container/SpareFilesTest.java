package io.signalbox.site.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.SitePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareFilesTest {
    private static final ContainerAddresses ADDRESSES = new ContainerAddresses("10.77.1", "10.77.2", "10.77.3", true);

    @TempDir
    Path dir;

    private SiteLayout layout;
    private SpareFiles files;

    @BeforeEach
    void write() throws IOException {
        layout = new SiteLayout(dir);
        SitePlan plan = new ContainerSettings("containers", Set.of("ha"), ADDRESSES).plan(layout);
        for (Share share : Share.of(plan)) {
            for (Path directory : share.directories()) {
                Files.createDirectories(dir.resolve(directory));
            }
        }
        Secrets secrets = new Secrets(layout);
        secrets.create();
        files = new SpareFiles(plan, ADDRESSES);
        files.write(secrets);
    }

    @Test
    void eachLoadBalancerWatchesTheOtherAndBothAddressesMoveTogether() throws IOException {
        assertThat(Files.readString(dir.resolve("lb2/keepalived/keepalived.conf")))
                .contains("unicast_src_ip 10.77.3.5")
                .containsPattern("unicast_peer \\{\\s+10\\.77\\.3\\.2\\s+}")
                .contains("10.77.3.10/24 dev clients0", "10.77.2.10/24 dev web0");
    }

    @Test
    void membersOfEtcdSpeakTlsAndAskEachOtherForACertificate() throws IOException {
        assertThat(Files.readAllLines(dir.resolve("c2/etcd/flags")))
                .contains(
                        "--name=c2",
                        "--listen-client-urls=https://10.77.1.22:2379",
                        "--listen-peer-urls=https://10.77.1.22:2380",
                        "--peer-trusted-ca-file=" + layout.etcdAuthority());
    }

    @Test
    void aSecondStartKeepsWhatWasMade() throws IOException {
        String before = Files.readString(layout.etcdCertificate("c1"));
        files.write(new Secrets(layout));
        assertThat(Files.readString(layout.etcdCertificate("c1"))).isEqualTo(before);
    }
}
