package io.signalbox.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program is a script that says how it was called: what is tested is the call. */
class MysqlClientTest {
    private static final Address ADDRESS = new Address("127.0.0.1", 3306);
    private static final Account ACCOUNT = new Account("app", "pass\"word\\");

    @Test
    @Timeout(30)
    void thePasswordIsInAFileForItsOwnerOnlyAndInNoArgument(@TempDir Path dir) throws Exception {
        Path program = dir.resolve("mysql");
        Files.writeString(
                program,
                "#!/bin/sh\nfile=${1#--defaults-file=}\necho \"$@\"\nstat -c %a \"$file\"\necho \"$file\"\ncat\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        String[] said;
        String options;
        try (MysqlClient client = new MysqlClient(program, ADDRESS, ACCOUNT)) {
            said = said(client.begin("SELECT 1;\n"));
            options = Files.readString(Path.of(said[2]));
        }

        assertThat(said).hasSize(4);
        assertThat(said[0]).isEqualTo("--defaults-file=" + said[2]).doesNotContain("word");
        assertThat(said[1]).isEqualTo("600");
        assertThat(said[3]).isEqualTo("SELECT 1;");
        assertThat(options).contains("password=\"pass\\\"word\\\\\"\n", "skip-reconnect\n");
        assertThat(Path.of(said[2])).doesNotExist();
    }

    @Test
    void anOptionFileHasNoPlaceForALineInALine() {
        assertThatThrownBy(() -> MysqlClient.text(ADDRESS, new Account("app", "a\nhost=elsewhere")))
                .hasMessageContaining("control character");
    }

    private static String[] said(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.split("\n");
    }
}
