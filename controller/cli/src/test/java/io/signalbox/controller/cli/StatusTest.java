package io.signalbox.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
    @TempDir
    Path dir;

    FakeController controller;
    Shell shell;

    @BeforeEach
    void site() throws IOException {
        controller = new FakeController().on("GET /clusters", 200, Bodies.CLUSTERS);
        shell = Shell.at(dir, controller);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void showsTheHeadlineTheServersAndWhatIsWrong() {
        Shell.Ran ran = shell.run("status");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo("""
                main  primary db1 · writable · epoch 4 · k 1 of 2 · automatic · protected · a failover now: about 85 ms, losing nothing
                  SERVER  ROLE     HEALTH   LAG     READS  BACKLOG  ACKER        AGENT  DISK FREE  RULE            BLOCKERS
                  db1     primary  ok       -       -      0        -            yes    62 %       neutral         -
                  db2     replica  lagging  2.4 s   20     10       yes          yes    62 %       never, zone b2  is 10 transactions behind
                  db3     replica  ok       3.5 ms  100    0        maintenance  no     61 %       -               -
                  ! db3: its agent does not answer (agent_silent)
                """);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void foretellsNoFailoverThatNobodyWouldMake() {
        controller.on("GET /clusters", 200, Bodies.CLUSTERS.replace("\"protected\":true", "\"protected\":false"));
        assertThat(shell.run("status").out()).contains("a failover now: about 85 ms");
        assertThat(shell.run("status").out().lines().findFirst().orElseThrow())
                .isEqualTo("main  primary db1 · writable · epoch 4 · k 1 of 2 · automatic · not protected");
    }

    @Test
    void printsTheBodyItselfAsJson() {
        Shell.Ran ran = shell.run("status", "--output", "json");
        assertThat(ran.out().strip()).isEqualTo(Bodies.CLUSTERS);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void sendsTheTokenOfTheSiteInAHeaderAndShowsItNowhere() {
        Shell.Ran ran = shell.run("status");
        assertThat(controller.asked("GET /clusters").authorization()).contains("Bearer " + Shell.TOKEN);
        assertThat(ran.out() + ran.err()).doesNotContain(Shell.TOKEN);
    }

    @Test
    void showsAFieldThatTheControllerDoesNotSendAsADash() {
        try (FakeController older =
                new FakeController().on("GET /clusters", 200, "{\"items\":[{\"name\":\"main\"}]}")) {
            Shell.Ran ran = Shell.at(dir, older).run("status");
            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).contains("main  primary - ");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void coloursOnATerminalOnlyAndNotWhereNoColorIsSet() {
        assertThat(shell.run("status").out()).doesNotContain("\u001b[");
        assertThat(shell.onATerminal(Map.of()).run("status").out()).contains("\u001b[32mprimary\u001b[0m");
        assertThat(shell.onATerminal(Map.of("NO_COLOR", "1")).run("status").out())
                .doesNotContain("\u001b[");
    }

    @Test
    void coloursDoNotChangeTheAlignment() {
        String coloured = shell.onATerminal(Map.of()).run("status").out().replaceAll("\u001b\\[[0-9]*m", "");
        assertThat(coloured).isEqualTo(shell.run("status").out());
    }

    @Test
    void findsTheSiteByOptionThenByEnvironment() {
        Shell elsewhere = shell.withEnvironment(Map.of("SIGNALBOX_DIR", dir.toString()));
        assertThat(elsewhere.run("status").exit()).isZero();
        assertThat(elsewhere.run("status", "--dir", dir.toString()).exit()).isZero();
        assertThat(shell.withEnvironment(Map.of()).run("status").err()).contains("There is no site in");
    }

    @Test
    void asksANamedControllerOnlyWithANamedToken() throws IOException {
        Path token = Files.writeString(dir.resolve("other.token"), "other");
        Shell.Ran alone = shell.run("status", "--api", controller.api());
        assertThat(alone.exit()).isEqualTo(2);
        assertThat(alone.err()).contains("--api and --token-file go together");
        assertThat(shell.run("status", "--api", controller.api(), "--token-file", token.toString())
                        .exit())
                .isZero();
        assertThat(controller.asked().getLast().authorization()).contains("Bearer other");
    }

    @Test
    void saysWhatToLookAtWhenNoControllerAnswers() throws IOException {
        controller.close();
        Shell.Ran ran = Shell.at(dir, controller.api()).run("status", "--output", "json");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("No controller answers at " + controller.api(), "./signalbox status --site");
        assertThat(ran.out()).contains("\"code\":\"controller_unreachable\"");
    }

    @Test
    void saysThatItIsNoControllerWhatAnswers() throws IOException {
        try (FakeController other = new FakeController().on("GET /clusters", 200, "text/html", "<html>")) {
            Shell.Ran ran = Shell.at(dir, other).run("status");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("is not a Signalbox controller");
        }
    }

    @Test
    void encodesWhateverNameItIsGiven() {
        shell.run("status", "a b/../c;\n");
        assertThat(controller.asked().getLast().line()).isEqualTo("GET /clusters/a%20b%2F..%2Fc%3B%0A");
    }

    @Test
    void wrongUseIsExitCodeTwo() {
        for (List<String> wrong : List.of(
                List.of("status", "--colour"),
                List.of("frobnicate"),
                List.of("status", "--output", "xml"),
                List.of("status", "-w", "--output", "json"),
                List.of("switchover", "--deadline", "soon"),
                List.of("failover"),
                List.of("weight", "web/web1", "300"),
                List.of("drain", "a/b/c"))) {
            assertThat(shell.run(wrong.toArray(String[]::new)).exit())
                    .as("%s", wrong)
                    .isEqualTo(2);
        }
    }
}
