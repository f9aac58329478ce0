package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs say, and what is taken from it; the real ones are asked in {@link PortFencesIT}. */
class IptablesFenceTest {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final String WARNING =
            "echo '# Warning: iptables-legacy tables present, use iptables-legacy to see them' >&2\n";

    @TempDir
    Path directory;

    @Test
    void hasNothingToOpenWhereThereIsNoChain() throws Exception {
        fence("case $* in *' -S '*) echo 'No chain/target/match by that name.' >&2; exit 1;; esac; exit 0")
                .open(BOUND);

        assertThat(asked()).hasSize(1).first().asString().contains("-S SIGNALBOX-");
    }

    @Test
    void aLookThatFailedIsNoOpenPort() throws Exception {
        PortFence fence = fence("echo 'Another app is currently holding the xtables lock.' >&2; exit 4");

        assertThatThrownBy(() -> fence.open(BOUND))
                .isInstanceOf(FenceFailure.class)
                .hasMessageContaining("lock");
    }

    @Test
    void aLookThatDoesNotEndIsNoOpenPort() throws Exception {
        PortFence fence = fence("exec sleep 60");

        assertThatThrownBy(() -> fence.open(Duration.ofMillis(50)))
                .isInstanceOf(FenceFailure.class)
                .hasMessageContaining("did not end within");
    }

    /** As iptables-nft warns of tables that iptables-legacy made: no rule of ours is in them. */
    @Test
    void takesARemarkForNoFailure() throws Exception {
        fence(WARNING + "case $* in *' -C '*) exit 1;; esac; exit 0").open(BOUND);

        assertThat(asked()).last().asString().contains("-X SIGNALBOX-");
    }

    @Test
    void aComplaintBesideTheRemarkIsOne() throws Exception {
        PortFence fence = fence(WARNING + "echo 'it is broken' >&2; exit 0");

        assertThatThrownBy(() -> fence.open(BOUND))
                .isInstanceOf(FenceFailure.class)
                .hasMessageContaining("broken");
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(directory.resolve("asked"));
    }

    private PortFence fence(String script) throws IOException {
        Path program = directory.resolve("iptables");
        Files.writeString(
                program,
                "#!/bin/sh\nPATH=/usr/bin:/bin\necho \"$*\" >>" + directory.resolve("asked") + "\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Tool tool = new Tool(program);
        return new IptablesFence(tool, tool, new InetSocketAddress("127.0.203.44", 3306));
    }
}
