package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.real.AgentHost;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.haproxy.real.HandWritten;
import io.signalbox.haproxy.real.LoopbackNetwork;
import io.signalbox.haproxy.real.RealHaproxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent beside a mysqld and a HAProxy whose sockets it may not open. */
@Timeout(120)
class DeniedSocketIT {
    private static final String CLOSED = "---------";
    private static final String OPEN = "rwx------";

    @TempDir
    Path dir;

    @Test
    void isNamedWithUserAndPathStopsNothingElseAndIsOverWhenItMay() throws Exception {
        Path runtime = behindADoor("runtime", RealHaproxy.runtimeSocket(dir));
        Path master = behindADoor("master", RealHaproxy.masterSocket(dir));
        String proxy = "proxy: {runtimeSocket: " + runtime + ", masterSocket: " + master + "}\n";
        try (LoopbackNetwork network = LoopbackNetwork.claim();
                RealHaproxy haproxy =
                        new RealHaproxy(dir, HandWritten.file(network.prefix(), RealHaproxy.runtimeSocket(dir)));
                AgentHost host = AgentHost.create("db1", "127.0.203.12", 1, proxy)) {
            haproxy.start();
            permit(runtime, CLOSED);
            permit(master, CLOSED);
            host.startUnprivilegedAgent();

            Report denied = host.awaitReport(report -> error(report).contains("may not open"));
            assertThat(error(denied))
                    .contains("user " + System.getProperty("user.name") + " may not open " + runtime
                            + ": Permission denied");
            assertThat(denied.proxy().orElseThrow().alive()).isFalse();
            assertThat(host.get("/metrics").body())
                    .contains(
                            "signalbox_agent_haproxy_command_errors_total{command=\"show info and servers\",reason=\"NOT_ALLOWED\",}");

            host.awaitReport(report -> report.mysql().isPresent());
            assertThat(host.order(new Order.Open(false, 1)).result()).isInstanceOf(Answer.Done.class);
            host.awaitReport(
                    report -> report.mysql().filter(Report.Mysql::writable).isPresent());
            assertThat(host.get("/primary").statusCode()).isEqualTo(200);

            permit(runtime, OPEN);
            Report masterDenied = host.awaitReport(
                    report -> report.proxy().filter(Report.Proxy::alive).isPresent()
                            && error(report).contains("may not open"));
            assertThat(error(masterDenied)).contains(master + ": Permission denied");
            permit(master, OPEN);
            host.awaitReport(
                    report -> report.proxy().filter(Report.Proxy::alive).isPresent()
                            && error(report).isEmpty());
        }
    }

    /** The same socket in a directory of its own: HAProxy sets the permissions of what it makes, at its own time. */
    private Path behindADoor(String name, Path socket) throws Exception {
        return Files.createSymbolicLink(Files.createDirectory(dir.resolve(name)).resolve("sock"), socket);
    }

    private static void permit(Path socket, String permissions) throws Exception {
        Files.setPosixFilePermissions(
                Objects.requireNonNull(socket.getParent()), PosixFilePermissions.fromString(permissions));
    }

    private static String error(Report report) {
        return Optional.of(report)
                .flatMap(Report::proxy)
                .map(Report.Proxy::error)
                .orElse("");
    }
}
