package io.signalbox.haproxy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.real.Unprivileged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket is there, and permissions keep somebody from it: asked by a process for which these hold. */
@Timeout(60)
class DeniedSocketTest {
    private static final long BOUND_SECONDS = 30;
    private static final String USER = System.getProperty("user.name");

    @TempDir
    Path dir;

    @Test
    void whoMayNotOpenItIsToldWithUserAndPath() throws Exception {
        assertDenied(dir.resolve("admin.sock"), dir.resolve("admin.sock"));
    }

    @Test
    void whoMayNotEnterItsDirectoryIsToldTheSame() throws Exception {
        Path closed = Files.createDirectory(dir.resolve("closed"));
        assertDenied(closed.resolve("admin.sock"), closed);
    }

    private static void assertDenied(Path socket, Path closed) throws Exception {
        try (FakeHaproxySocket there = new FakeHaproxySocket(socket, FakeHaproxySocket.answer("\n"))) {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            try {
                assertThat(asked(socket))
                        .startsWith("NOT_ALLOWED \"show info\": user " + USER + " may not open " + socket
                                + ": Permission denied");
            } finally {
                Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            }
            assertThat(asked(socket)).startsWith("answered");
            assertThat(there.received()).hasSize(1);
        }
    }

    private static String asked(Path socket) throws IOException, InterruptedException {
        Process asker = new ProcessBuilder(Unprivileged.command(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asker.class.getName(),
                        socket.toString())))
                .redirectErrorStream(true)
                .start();
        String said = new String(asker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asker.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Asks once, and prints what comes of it. */
    static final class Asker {
        private Asker() {}

        public static void main(String[] args) {
            try (RuntimeSocket socket = new RuntimeSocket(Path.of(args[0]), RuntimeSocket.Kind.WORKER)) {
                socket.ask(new WorkerCommand.ShowInfo(), Deadline.in(Duration.ofSeconds(BOUND_SECONDS)));
                System.out.println("answered");
            } catch (CommandFailed e) {
                System.out.println(e.fault() + " " + e.getMessage());
            }
        }
    }
}
