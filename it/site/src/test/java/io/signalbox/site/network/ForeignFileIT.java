package io.signalbox.site.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.haproxy.adoption.Finding;
import io.signalbox.site.command.Environment;
import io.signalbox.site.network.Verdict.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A haproxy.cfg that is somebody else's, and the real HAProxy that runs it. */
class ForeignFileIT {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final FileChecks checks = new FileChecks(Environment.haproxy(), Optional.empty(), Optional.empty());

    @TempDir
    Path dir;

    private Path file;
    private NetworkDescription description;
    private @Nullable Process haproxy;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(dir.resolve("haproxy.cfg"), """
                global
                    stats socket %s mode 600 level admin
                    hard-stop-after 60s
                defaults
                    mode tcp
                    timeout connect 250ms
                    timeout client 1m
                    timeout server 1m
                listen pg_rw
                    bind 127.0.0.1:%d
                    server alpha 10.99.0.11:3306 disabled
                    server beta 10.99.0.12:3306 disabled
                    server parking 127.255.255.254:1 backup no-check
                backend pg_ro
                    server alpha 10.99.0.11:3306
                    server beta 10.99.0.12:3306
                backend app
                    mode http
                    server App-1 10.99.0.11:8080 check
                    server App-2 10.99.0.12:8080 check
                """.formatted(socket(), freePort()));
        description = NetworkDescription.read(
                Examples.write(dir, Examples.ADOPTED.replace("adopted:\n", """
                        places: {runtimeSocket: %s, certificate: /c.pem, limits: /l.map, script: /s}
                        adopted:
                          file: %s
                        """.formatted(socket(), file))));
        haproxy = new ProcessBuilder(Environment.haproxy().toString(), "-W", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("haproxy.log").toFile())
                .start();
        await().atMost(BOUND).until(() -> RunningProxy.at(socket()).running());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (haproxy != null) {
            haproxy.descendants().forEach(ProcessHandle::destroyForcibly);
            haproxy.destroyForcibly().waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Path socket() {
        return dir.resolve("s");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private Verdict verdict() throws Exception {
        List<Verdict> verdicts = checks.of(description, Optional.empty(), Set.of("lb1"));
        return verdicts.stream()
                .filter(verdict -> verdict.file().equals("lb1/haproxy.cfg"))
                .findFirst()
                .orElseThrow();
    }

    /** As an editor would, some time after the start. */
    private void edit(String right, String wrong) throws IOException {
        Files.writeString(file, Files.readString(file).replace(right, wrong));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(LATER)));
    }

    @Test
    void whatIsNotLoadedYetAndWhatRunsOtherwiseIsSaid() throws Exception {
        String before = Files.readString(file);
        Verdict same = verdict();
        assertThat(same.well()).as(same.toString()).isTrue();
        assertThat(same.check()).isEqualTo(Check.VALID);
        assertThat(same.findings())
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .startsWith("pg_ro does not ask");
        assertThat(Files.readString(file)).isEqualTo(before);

        edit("server App-2 10.99.0.12:8080", "server App-2 10.99.0.12:8080 weight 7");
        Verdict edited = verdict();
        assertThat(edited.same()).isFalse();
        assertThat(edited.running().getFirst()).startsWith("not loaded yet: " + file);
        assertThat(edited.running().getLast()).isEqualTo("app/App-2 was started with weight 1, in the file it has 7");
    }

    @Test
    void aFileThatHaproxyRefusesIsInvalidAndABackendThatIsMissingIsNamed() throws Exception {
        edit("backend pg_ro", "backend pg_reads");
        assertThat(verdict().findings())
                .extracting(finding -> finding.place() + ": " + finding.sentence())
                .contains("adopted.backends.mysql_main_ro: there is no backend pg_ro; there are: pg_rw, pg_reads, app");

        edit("mode http", "mode telepathy");
        Verdict invalid = verdict();
        assertThat(invalid.sound()).isFalse();
        assertThat(invalid.said()).contains("telepathy");
    }

    @Test
    void aHaproxyThatDoesNotRunIsSaidAndTheFileIsJudgedAlone() throws Exception {
        stop();

        Verdict alone = verdict();
        assertThat(alone.well()).isTrue();
        assertThat(alone.said()).contains("HAProxy does not");
    }

    @Test
    void onAnotherHostItCannotBeJudged() throws Exception {
        assertThat(checks.of(description, Optional.empty(), Set.of()))
                .filteredOn(verdict -> verdict.file().equals("lb1/haproxy.cfg"))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.said()).contains("run this on lb1"));
    }

    /** Root may open every socket: another process asks, which has put root's rights down. */
    @Test
    void aSocketThatThisUserMayNotOpenIsNoHaproxyThatIsDown() throws Exception {
        for (Path closed : List.of(socket(), dir)) {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            try {
                assertThat(asked())
                        .startsWith("denied: true, said: HAProxy does not answer: ")
                        .contains("user " + System.getProperty("user.name") + " may not open " + socket()
                                + ": Permission denied");
            } finally {
                Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            }
        }
        assertThat(asked()).startsWith("denied: false, said: \n");
    }

    private String asked() throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Asker.class.getName(),
                socket().toString()));
        Process asker = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(asker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asker.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Looks at the HAProxy behind a socket, and prints what it finds. */
    static final class Asker {
        private Asker() {}

        public static void main(String[] args) {
            RunningProxy found = RunningProxy.at(Path.of(args[0]));
            System.out.println("denied: " + found.denied() + ", said: " + found.said());
        }
    }
}
