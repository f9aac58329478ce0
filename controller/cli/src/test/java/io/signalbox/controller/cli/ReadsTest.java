package io.signalbox.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadsTest {
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
    void eachProxyIsShownWithWhatItShowsAndUntilWhen() throws IOException {
        String fronts = """
                {"items":[{"proxy":"lb1","code":"done","detail":"","certificates":[{"name":"site","fingerprint":"AB",
                "notAfter":"2027-12-28T18:00:00Z","subject":"/CN=lb1","issuer":"/CN=root","inForce":true}],
                "limits":{"requests":100,"connections":20}},
                {"proxy":"lb2","code":"agent_does_not_answer","detail":"connection refused","certificates":[]}]}""";
        try (FakeController controller = new FakeController().on("GET /fronts", 200, fronts)) {
            Shell shell = Shell.at(dir, controller);

            Shell.Ran ran = shell.run("certificates");

            assertThat(ran.exit()).isZero();
            assertThat(ran.out())
                    .contains("2027-12-28T18:00:00Z", "/CN=root", "one client: 100 requests in 10 s, 20 connections")
                    .contains("lb2  ! connection refused");
        }
    }

    @Test
    void showsEachGateOfTheDecision() {
        controller.on("GET /clusters/main/decision", 200, """
                {"verdict":"hold","reason":"the primary is alive","gates":[
                  {"name":"primary is dead","value":"alive","threshold":"certain","passed":false},
                  {"name":"record is proven","value":"true","threshold":"true","passed":true}]}""");
        assertThat(shell.run("decision").out()).isEqualTo("""
                hold: the primary is alive
                  GATE              VALUE  THRESHOLD  PASSED
                  primary is dead   alive  certain    no
                  record is proven  true   true       yes
                """);
    }

    @Test
    void theDoctorsFindingsAreExplainedOnceAndABrokenPromiseIsExitCode1() {
        controller.on("GET /clusters/main/doctor", 200, Bodies.DOCTOR);
        Shell.Ran ran = shell.run("doctor");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEqualTo("""
                not sound: a promise is broken, or cannot be given
                  SEVERITY  PROMISE  SERVER  CODE            SEEN
                  breaks    P1       db1     sync_binlog     sync_binlog = 0
                  breaks    P1       db2     sync_binlog     sync_binlog = 2
                  weakens   P4       db1     names_resolved  skip_name_resolve = OFF

                sync_binlog: It is not flushed.
                  Set it to 1.

                names_resolved: DNS is asked.
                  Do not.
                """);
        assertThat(shell.run("doctor", "--output", "json").out().strip()).isEqualTo(Bodies.DOCTOR);
    }

    @Test
    void theDoctorIsContentWithExitCode0() {
        controller.on("GET /clusters/main/doctor", 200, """
                {"sound":true,"servers":[{"name":"db1"},{"name":"db2"}],"items":[]}""");
        assertThat(shell.run("doctor").out()).isEqualTo("sound: nothing was found on 2 servers\n");
        assertThat(shell.run("doctor").exit()).isZero();
        controller.on("GET /clusters/main/doctor", 200, Bodies.DOCTOR.replace("false", "true"));
        assertThat(shell.run("doctor").exit()).isZero();
    }

    @Test
    void showsReceiptsAndOneOfThemWhole() {
        String receipt = """
                {"id":"f-1","kind":"failover","result":"done","from":"db1","to":"db2","epoch":5,"cause":"mysqld died",
                 "startedAt":"2026-11-24T10:00:00Z","phases":{"detect":6.0,"revoke":14.5,"promote":60.0},
                 "sets":{"db2":"u1:1-9"},"lost":"0","leftovers":{"db1":"/tails/db1.binlog"},"timeline":["+0 ms died"],
                 "evidence":[{"witness":"agent of db2","said":"connected to db1","ageMillis":12}],"after":{"db2":"u1:1-10"},
                 "fences":[],"steps":[{"name":"revoke","act":"detach","at":"2026-11-24T10:00:00Z","tookMillis":14.5}]}""";
        controller
                .on("GET /clusters/main/failovers", 200, "{\"items\":[" + receipt + "]}")
                .on("GET /clusters/main/failovers/f-1", 200, receipt);
        assertThat(shell.run("failovers").out()).contains("f-1  failover  done    db1   db2  5      81 ms  0");
        assertThat(shell.run("failovers", "f-1").out())
                .contains("set aside by db1  /tails/db1.binlog", "detect 6 ms, revoke 15 ms", "  +0 ms died")
                .contains(
                        "before, db2",
                        "after, db2",
                        "agent of db2  12 ms before  connected to db1",
                        "revoke  15 ms  detach");
    }

    @Test
    void showsProxiesWithTheirDrift() {
        controller.on("GET /proxies", 200, """
                {"items":[{"name":"lb1","linked":true,"alive":true,"inSync":false,"version":"2.6.12","pid":42,"reloads":1,
                  "oldWorkers":0,"openWriter":"db1","drift":["mysql_main_rw/db2 is ready, wanted maint"],
                  "servers":[{"backend":"web","server":"web1","status":"up","weight":100,"sessions":3,"queued":0,
                              "total":9,"connectErrors":0}]}]}""");
        assertThat(shell.run("proxies").out())
                .contains("lb1  HAProxy 2.6.12 pid 42", "in sync no", "! mysql_main_rw/db2 is ready, wanted maint");
    }

    @Test
    void showsOperations() {
        String operation = Bodies.operation("done", "db2 is primary");
        controller
                .on("GET /operations", 200, "{\"items\":[" + operation + "]}")
                .on("GET /operations/op-7", 200, operation);
        assertThat(shell.run("operations").out()).contains("op-7  switchover  done   db2 is primary");
        assertThat(shell.run("operations", "op-7").out()).isEqualTo("switchover done: db2 is primary\n");
    }

    @Test
    void printsEventsAsLinesAndAsJsonLines() {
        String event = "{\"at\":\"10:00:00\",\"type\":\"failover.chosen\",\"sentence\":\"db2 holds everything\"}";
        controller.on("GET /events", 200, "text/event-stream", ": hello\n\nid: 1\ndata: " + event + "\n\n");
        assertThat(shell.run("events").out()).isEqualTo("10:00:00  failover.chosen  db2 holds everything\n");
        assertThat(shell.run("events", "--count", "1", "--output", "json").out())
                .isEqualTo(event + "\n");
    }

    @Test
    void everyCommandDescribesItself() {
        assertThat(shell.run("--help").out())
                .contains("status", "switchover", "failover", "Exit codes: 0 done; 1 refused or failed");
        for (String command : new String[] {"status", "switchover", "failover", "drain", "weight", "events"}) {
            Shell.Ran ran = shell.run(command, "--help");
            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).contains("Usage: signalbox " + command, "--output=table|json");
        }
    }
}
