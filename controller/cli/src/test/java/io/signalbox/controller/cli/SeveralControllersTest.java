package io.signalbox.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Endpoint;
import io.signalbox.controller.cli.api.Failed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralControllersTest {
    private static final String ACCEPTED = "{\"operation\":\"op-7\"}";

    @TempDir
    Path dir;

    private FakeController one;
    private FakeController two;

    @BeforeEach
    void begin() throws IOException {
        one = new FakeController();
        two = new FakeController();
    }

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    private Shell shell() throws IOException {
        Shell shell = Shell.at(dir, one);
        String site = Files.readString(dir.resolve("site.json")).strip();
        Files.writeString(
                dir.resolve("site.json"),
                site.substring(0, site.length() - 1) + ",\"controllers\":[" + controller("c1", one) + ","
                        + controller("c2", two) + "]}");
        return shell;
    }

    private static String controller(String name, FakeController controller) {
        return "{\"name\":\"" + name + "\",\"api\":\"" + controller.api() + "\"}";
    }

    private static String notLeader(String leader) {
        return "{\"code\":\"not_leader\",\"detail\":\"c1 does not lead.\",\"status\":409,\"leader\":\"" + leader
                + "\"}";
    }

    @Test
    void whatOnlyTheLeaderDoesIsAskedOfTheLeader() throws IOException {
        one.on("GET /clusters", 200, Bodies.CLUSTERS)
                .on(
                        "POST /clusters/main/switchover",
                        409,
                        notLeader(URI.create(two.api()).getAuthority()));
        two.on("POST /clusters/main/switchover", 202, ACCEPTED)
                .on("GET /operations/op-7", 200, Bodies.operation("done", "db2 is primary"));
        Shell.Ran ran = shell().run("switchover");
        assertThat(ran.exit()).isZero();
        assertThat(two.asked("POST /clusters/main/switchover").idempotencyKey())
                .isEqualTo(one.asked("POST /clusters/main/switchover").idempotencyKey());
    }

    @Test
    void theTokenGoesToNobodyWhoIsNotAControllerOfTheSite() throws IOException {
        try (FakeController stranger = new FakeController()) {
            one.on("GET /clusters", 200, Bodies.CLUSTERS)
                    .on(
                            "POST /clusters/main/switchover",
                            409,
                            notLeader(URI.create(stranger.api()).getAuthority()));
            Shell.Ran ran = shell().run("switchover");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("c1 does not lead. (not_leader)");
            assertThat(stranger.asked()).isEmpty();
        }
    }

    @Test
    void aControllerThatIsAwayIsLeftForTheNext() throws IOException, Failed {
        Shell shell = shell();
        one.close();
        two.on("GET /clusters", 200, Bodies.CLUSTERS);
        assertThat(shell.run("status").exit()).isZero();
        two.close();
        assertThat(shell.run("status").err()).contains("No controller answers at");
    }

    @Test
    void turnsToTheLeaderThatAControllerNames() throws IOException, Failed {
        shell();
        one.on(
                "GET /controller",
                200,
                "{\"leader\":{\"name\":\"c2\",\"api\":\""
                        + URI.create(two.api()).getAuthority() + "\"}}");
        two.on("GET /clusters", 200, Bodies.CLUSTERS);
        try (Api api = new Api(Endpoint.ofSite(dir))) {
            api.turnToTheLeader();
            api.get("/clusters");
        }
        assertThat(one.asked()).hasSize(1);
        assertThat(two.asked()).hasSize(1);
    }
}
