package io.signalbox.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationTest {
    private static final String ACCEPTED = "{\"operation\":\"op-7\"}";

    @TempDir
    Path dir;

    FakeController controller;
    Shell shell;

    @BeforeEach
    void site() throws IOException {
        controller = new FakeController()
                .on("GET /clusters", 200, Bodies.CLUSTERS)
                .on("POST /clusters/main/switchover", 202, ACCEPTED);
        shell = Shell.at(dir, controller);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void followsASwitchoverToItsEndWithProgressOnStandardError() {
        controller
                .on("GET /operations/op-7", 200, Bodies.operation("running", "db1 is closed for writes"))
                .on("GET /operations/op-7", 200, Bodies.operation("done", "db2 is primary of epoch 5"));
        Shell.Ran ran = shell.run("switchover", "--to", "db2", "--deadline", "5s");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo("switchover done: db2 is primary of epoch 5\n");
        assertThat(ran.err().lines())
                .containsExactly(
                        "switchover running: db1 is closed for writes", "switchover done: db2 is primary of epoch 5");
        FakeController.Asked asked = controller.asked("POST /clusters/main/switchover");
        assertThat(asked.body()).isEqualTo("{\"to\":\"db2\",\"deadlineMs\":5000}");
        assertThat(asked.idempotencyKey()).isPresent();
    }

    @Test
    void printsTheFinalOperationAsJson() {
        String done = Bodies.operation("done", "db2 is primary");
        controller.on("GET /operations/op-7", 200, done);
        assertThat(shell.run("switchover", "--output", "json").out().strip()).isEqualTo(done);
    }

    @Test
    void returnsAtOnceWithNoWait() {
        Shell.Ran ran = shell.run("switchover", "--no-wait", "--output", "json");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out().strip()).isEqualTo(ACCEPTED);
        assertThat(controller.asked()).noneMatch(asked -> asked.line().startsWith("GET /operations"));
    }

    @Test
    void showsARefusalAsASentenceWithAllBlockers() throws IOException {
        try (FakeController refusing = new FakeController()
                .on("GET /clusters", 200, Bodies.CLUSTERS)
                .on("POST /clusters/main/switchover", 409, Bodies.REFUSAL)) {
            Shell.Ran ran = Shell.at(dir, refusing).run("switchover", "--to", "db2");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).isEqualTo("""
                    Refused: db2 cannot become primary now. (switchover_refused)
                      - db2: is 10 transactions behind (lags)
                      - db2: has 3 % of its disk left (disk)
                    """);
            assertThat(Shell.at(dir, refusing)
                            .run("switchover", "--output", "json")
                            .out()
                            .strip())
                    .isEqualTo(Bodies.REFUSAL);
        }
    }

    @Test
    void anOperationThatWasRolledBackIsAFailure() {
        controller.on("GET /operations/op-7", 200, Bodies.operation("rolled_back", "db2 did not catch up in 5 s"));
        Shell.Ran ran = shell.run("switchover");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("db2 did not catch up in 5 s");
    }

    @Test
    void endsTheWaitAfterTheTimeoutAndSaysThatTheOperationGoesOn() {
        controller.on("GET /operations/op-7", 200, Bodies.operation("running", "catching up"));
        Shell.Ran ran = shell.run("switchover", "--timeout", "200ms");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("./signalbox operations op-7");
    }

    @Test
    void sendsTheReasonOfAForcedFailoverAndTheNamedConsentToLoss() {
        controller
                .on("POST /clusters/main/failover", 202, ACCEPTED)
                .on("GET /operations/op-7", 200, Bodies.operation("done", "ok"));
        shell.run("failover", "--reason", "rack \"7\" burns", "--allow-data-loss", "--to", "db3");
        assertThat(controller.asked("POST /clusters/main/failover").body())
                .isEqualTo("{\"reason\":\"rack \\\"7\\\" burns\",\"to\":\"db3\",\"allowDataLoss\":true}");
    }

    @Test
    void pausesAndResumes() {
        controller
                .on("POST /clusters/main/pause", 200, "{\"mode\":\"paused\"}")
                .on("POST /clusters/main/resume", 200, "{\"mode\":\"automatic\"}");
        assertThat(shell.run("pause").out()).isEqualTo("mode: paused\n");
        assertThat(shell.run("resume").out()).isEqualTo("mode: automatic\n");
    }

    @Test
    void namesTheKnownOnesWhenTheClusterIsUnknown() {
        controller.on(
                "GET /clusters/mian/decision",
                404,
                "{\"status\":404,\"code\":\"unknown_cluster\",\"detail\":\"There is no cluster mian.\",\"known\":[\"main\"]}");
        Shell.Ran ran = shell.run("decision", "--cluster", "mian");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("Failed: There is no cluster mian. (unknown_cluster)\n  known: main\n");
    }
}
