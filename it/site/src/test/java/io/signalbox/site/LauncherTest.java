package io.signalbox.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./signalbox} on a machine that has nothing and no apt-get either. */
class LauncherTest {
    private static final List<String> COREUTILS = List.of(
            "bash", "cat", "dirname", "env", "find", "flock", "id", "mkdir", "readlink", "sed", "sha256sum", "sort");

    @TempDir
    Path machine;

    @BeforeEach
    void onlyWhatEveryLinuxHas() throws IOException {
        Path bin = Files.createDirectory(machine.resolve("bin"));
        for (String program : COREUTILS) {
            Files.writeString(bin.resolve(program), "#!/bin/sh\nexec " + onPath(program) + " \"$@\"\n");
            assertThat(bin.resolve(program).toFile().setExecutable(true)).isTrue();
        }
    }

    @Test
    void saysAllThatIsMissingAtOnce() throws Exception {
        Ran ran = launcher("up");
        assertThat(ran.code).isEqualTo(1);
        assertThat(ran.said)
                .contains("Install:")
                .contains("MySQL 9.7")
                .contains("SIGNALBOX_MYSQL_HOME")
                .contains("HAProxy")
                .contains("SIGNALBOX_HAPROXY")
                .contains("Maven");
        assertThat(machine.resolve(".cache")).doesNotExist();
    }

    @Test
    void testSaysAllThatIsMissingAtOnceToo() throws Exception {
        Ran ran = launcher("test");
        assertThat(ran.code).isEqualTo(1);
        assertThat(ran.said)
                .contains("MySQL 9.7")
                .contains("HAProxy")
                .contains("Prometheus")
                .contains("iptables");
    }

    @Test
    void helpNeedsNothing() throws Exception {
        Ran ran = launcher("help");
        assertThat(ran.code).isZero();
        assertThat(ran.said).contains("usage: ./signalbox");
    }

    @Test
    void anUnknownCommandIsWrongUse() throws Exception {
        Ran ran = launcher("upp");
        assertThat(ran.code).isEqualTo(2);
        assertThat(ran.said).contains("there is no command 'upp'");
    }

    private record Ran(int code, String said) {}

    private Ran launcher(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(repository().resolve("signalbox").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", machine.resolve("bin").toString());
        builder.environment().put("HOME", machine.toString());
        builder.environment().put("SIGNALBOX_BUILD", "always");
        Path said = machine.resolve("said");
        builder.redirectErrorStream(true).redirectOutput(said.toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(said));
    }

    /** The shebang needs /usr/bin/env, which takes bash from PATH. */
    private static Path onPath(String program) {
        return List.of("/usr/bin", "/bin").stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(program + " is missing on this machine"));
    }

    private static Path repository() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(directory.resolve("signalbox"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
