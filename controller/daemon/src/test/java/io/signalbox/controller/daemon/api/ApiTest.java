package io.signalbox.controller.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.TestSite;
import io.signalbox.controller.daemon.api.ContractClient.Answer;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
    private static final String API = "/api/v1";
    private static final String MAIN = API + "/clusters/main";

    @TempDir
    static Path dir;

    private static TestSite site;
    private static ContractClient client;
    private static String admin;
    private static String operator;
    private static String viewer;

    @BeforeAll
    static void start() throws Exception {
        site = new TestSite(dir).start();
        client = new ContractClient(Vertx.vertx(), site.url());
        admin = site.token(Role.ADMIN);
        operator = site.token(Role.OPERATOR);
        viewer = site.token(Role.VIEWER);
    }

    @AfterAll
    static void end() {
        client.close();
        site.close();
    }

    @BeforeEach
    void accept() {
        site.mind().show(Samples.view());
        answering(State.RUNNING, List.of());
    }

    @Test
    void everyDocumentedReadIsServed() {
        for (String path : List.of(
                "/controller",
                "/clusters",
                "/clusters/main",
                "/clusters/main/decision",
                "/clusters/main/doctor",
                "/clusters/main/failovers",
                "/clusters/main/failovers/fo-1",
                "/proxies",
                "/proxies/lb1",
                "/fronts",
                "/backends",
                "/backends/web",
                "/operations",
                "/drills",
                "/openapi.json")) {
            assertThat(client.get(API + path, viewer).status()).as(path).isEqualTo(200);
        }
        assertThat(client.get("/health/live", null).status()).isEqualTo(200);
        assertThat(client.get("/health/ready", null).status()).isEqualTo(200);
        assertThat(client.get("/metrics", null).text()).contains("signalbox_leader{cluster=\"main\",} 1.0");
    }

    @Test
    void aClusterIsShownInTheNamesOfTheDesign() {
        JsonObject cluster = client.get(MAIN, viewer).json();
        assertThat(cluster.getString("name")).isEqualTo("main");
        assertThat(cluster.getString("mode")).isEqualTo("automatic");
        assertThat(cluster.getInteger("epoch")).isEqualTo(7);
        JsonObject replica = cluster.getJsonArray("servers").getJsonObject(1);
        assertThat(replica.getDouble("lagMillis")).isEqualTo(35.0);
        assertThat(replica.getString("role")).isEqualTo("replica");
        assertThat(cluster.getJsonArray("servers").getJsonObject(0).containsKey("lagMillis"))
                .isFalse();
        assertThat(cluster.getValue("run")).isNull();
    }

    @Test
    void theDoctorSaysThatItKnowsNothingOfServersWhoseAgentsAreAway() {
        JsonObject doctor = client.get(MAIN + "/doctor", viewer).json();
        assertThat(doctor.getBoolean("sound")).isFalse();
        assertThat(doctor.getJsonArray("servers")).hasSize(2);
        JsonObject finding = doctor.getJsonArray("items").getJsonObject(0);
        assertThat(finding.getString("code")).isEqualTo("not_examined");
        assertThat(finding.getString("severity")).isEqualTo("unknown");
        assertThat(finding.getString("promise")).isEqualTo("P1");
        assertThat(client.get(API + "/clusters/other/doctor", viewer).status()).isEqualTo(404);
        assertThat(client.get(MAIN + "/doctor", null).status()).isEqualTo(401);
    }

    @Test
    void whoWaitsForWhatNobodyIsKnownToHaveIsToldSoInTime() {
        String wait = MAIN + "/wait?timeoutMs=20&gtid=";
        Answer late = client.get(wait + Samples.UUID_1 + ":1-7", viewer);
        assertThat(late.status()).isEqualTo(408);
        assertThat(late.code()).isEqualTo("not_executed_in_time");
        assertThat(late.json().getJsonArray("behind")).isNotNull();
        assertThat(client.get(wait + "nonsense", viewer).code()).isEqualTo("wrong_gtid");
        assertThat(client.get(MAIN + "/wait?timeoutMs=30001&gtid=" + Samples.UUID_1 + ":1", viewer)
                        .status())
                .isEqualTo(400);
        assertThat(client.get(wait + Samples.UUID_1 + ":1", null).status()).isEqualTo(401);
        assertThat(client.get(API + "/clusters/nope/wait?gtid=" + Samples.UUID_1 + ":1", viewer)
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/metrics", null).text())
                .contains("signalbox_read_waits_total{cluster=\"main\",result=\"timeout\",} 1.0");
    }

    @Test
    void aBatchIsHeldBackByTheReplicaThatLagsMost() {
        Answer on = client.get(MAIN + "/throttle?maxLagMs=3000", viewer);
        assertThat(on.status()).isEqualTo(200);
        assertThat(on.json().getString("server")).isEqualTo("db2");
        Answer wait = client.get(MAIN + "/throttle?maxLagMs=34", viewer);
        assertThat(wait.status()).isEqualTo(429);
        assertThat(wait.code()).isEqualTo("replicas_lag");
        assertThat(wait.json().getDouble("lagMillis")).isGreaterThanOrEqualTo(35);
    }

    @Test
    void aWebServerThatNoProxyHasShownIsListedAsUnknown() {
        JsonObject backend = client.get(API + "/backends/web", viewer).json();
        assertThat(backend.getJsonArray("servers").getJsonObject(0).getString("wanted"))
                .isEqualTo("drain");
        assertThat(backend.getJsonArray("servers").getJsonObject(1).getString("status"))
                .isEqualTo("unknown");
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertKnown(client.get(API + "/clusters/nope", viewer), "main");
        assertKnown(client.get(API + "/proxies/nope", viewer), "lb1");
        assertKnown(client.get(API + "/backends/nope", viewer), "web");
        assertKnown(client.get(MAIN + "/failovers/nope", viewer), "fo-1");
        assertKnown(client.post(MAIN + "/switchover", operator, "{\"to\":\"db9\"}"), "db1");
        assertKnown(client.post(API + "/backends/web/servers/web9/drain", operator, "{}"), "web1");
        assertKnown(client.post(API + "/backends/web/servers/web1%3B%20x/drain", operator, null), "web1");
        assertThat(client.post(API + "/backends/web/servers/web1%0Ax/drain", operator, null)
                        .status())
                .isEqualTo(400);
        assertThat(client.get(API + "/operations/nope", viewer).status()).isEqualTo(404);
        assertThat(client.get(API + "/drills/nope", viewer).status()).isEqualTo(404);
        assertThat(client.get(API + "/drills/..%2F..%2Fetc", viewer).status()).isEqualTo(404);
    }

    private static void assertKnown(Answer answer, String name) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getJsonArray("known").contains(name)).isTrue();
    }

    @Test
    void aMutationIsAcceptedAndItsOperationCanBeFollowed() {
        Answer accepted = client.post(MAIN + "/switchover", operator, "{\"to\":\"db2\",\"deadlineMs\":2000}");
        assertThat(accepted.status()).isEqualTo(202);
        String id = accepted.json().getString("operation");
        assertThat(accepted.raw().headers().firstValue("Location")).contains(API + "/operations/" + id);
        JsonObject operation = client.get(API + "/operations/" + id, viewer).json();
        assertThat(operation.getString("state")).isEqualTo("running");
        assertThat(operation.getString("requestedBy")).isEqualTo("operator");
        assertThat(operation.getString("cluster")).isEqualTo("main");
        Intent.Switchover intent = (Intent.Switchover)
                site.mind().heard(Event.Requested.class).getLast().intent();
        assertThat(intent.to()).isEqualTo("db2");
        assertThat(intent.deadline()).hasMillis(2000);
    }

    @Test
    void aDatabaseServerIsTakenOutOfServiceAndPutBack() {
        String path = MAIN + "/servers/db2/maintenance";
        for (boolean out : new boolean[] {true, false}) {
            Answer answer = client.send("PUT", path, operator, "{\"maintenance\":" + out + "}", Map.of());
            assertThat(answer.status()).isEqualTo(202);
            Intent.Maintain intent = (Intent.Maintain)
                    site.mind().heard(Event.Requested.class).getLast().intent();
            assertThat(intent.server()).isEqualTo("db2");
            assertThat(intent.on()).isEqualTo(out);
        }
        assertThat(client.send("PUT", path, operator, "{}", Map.of()).status()).isEqualTo(400);
        assertThat(client.send("PUT", MAIN + "/servers/db9/maintenance", operator, "{\"maintenance\":true}", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyAnAdminReplacesAServersData() {
        String path = MAIN + "/servers/db2/reclone";
        assertThat(client.post(path, operator, "{}").status()).isEqualTo(403);
        assertThat(client.post(path, admin, "{\"dryRun\":true}").status()).isEqualTo(200);
        Intent.Reclone intent = (Intent.Reclone)
                site.mind().heard(Event.Requested.class).getLast().intent();
        assertThat(intent.server()).isEqualTo("db2");
        assertThat(intent.dryRun()).isTrue();
        assertThat(client.post(MAIN + "/servers/db9/reclone", admin, "{}").status())
                .isEqualTo(404);
    }

    @Test
    void onlyAnAdminAdoptsWhatTheAgentsKnow() {
        assertThat(client.post(MAIN + "/adopt", operator, "{}").status()).isEqualTo(403);
        assertThat(client.post(MAIN + "/adopt", admin, "{\"primary\":\"db2\",\"allowDataLoss\":true}")
                        .status())
                .isEqualTo(202);
        Intent.Adopt intent = (Intent.Adopt)
                site.mind().heard(Event.Requested.class).getLast().intent();
        assertThat(intent.primary()).isEqualTo("db2");
        assertThat(intent.allowDataLoss()).isTrue();
    }

    @Test
    void theOnlyControllerHandsOverToNobodyAndNoneDoesInAPlan() {
        String path = API + "/controller/handover";
        assertThat(client.post(path, viewer, "{}").status()).isEqualTo(403);
        assertThat(client.post(path, operator, "{}").code()).isEqualTo("no_other_controller");
        site.mind()
                .show(Samples.viewOf(new ClusterView.RunView("fo-2", "failover", "revoke", Duration.ZERO, List.of())));
        await().until(() -> client.post(path, operator, "{}").code().equals("plan_open"));
    }

    @Test
    void everyPlanIsShownStepByStep() {
        JsonArray plans = client.get(API + "/plans", viewer).json().getJsonArray("items");
        assertThat(plans).hasSize(Plan.values().length);
        JsonObject leave = (JsonObject) plans.stream()
                .filter(p -> ((JsonObject) p).getString("name").equals("leave"))
                .findFirst()
                .orElseThrow();
        assertThat(leave.getJsonArray("steps").stream()
                        .map(step -> ((JsonObject) step).getString("name"))
                        .toList())
                .containsExactly("lower", "count", "detach", "holds", "received", "record");
        JsonObject detach = leave.getJsonArray("steps").getJsonObject(2);
        assertThat(detach.getString("rows")).isEqualTo("Leave 1");
        assertThat(detach.getString("needs")).isEqualTo("for the door: k of the others receive");
        assertThat(detach.getString("deadline")).startsWith("10 s; ");
    }

    @Test
    void everyMutationReachesTheKernelAsItsIntent() {
        client.post(MAIN + "/pause", operator, null);
        client.post(MAIN + "/resume", operator, "{}");
        client.post(MAIN + "/shutdown", admin, null);
        client.post(MAIN + "/failover", operator, "{\"reason\":\"fire\"}");
        client.post(API + "/backends/web/servers/web2/drain", operator, "{\"force\":true}");
        client.post(API + "/backends/web/servers/web2/maintenance", operator, null);
        client.post(API + "/backends/web/servers/web2/ready", operator, null);
        client.send("PATCH", API + "/backends/web/servers/web1", operator, "{\"weight\":0}", Map.of());
        List<String> intents = site.mind().heard(Event.Requested.class).stream()
                .map(asked -> asked.intent().toString().replaceAll("operation=op-[0-9a-f]+(, )?", ""))
                .toList();
        assertThat(intents)
                .containsSubsequence(
                        "Pause[]",
                        "Resume[]",
                        "Shutdown[]",
                        "Failover[to=, reason=fire, allowDataLoss=false, dryRun=false]",
                        "SetWeb[backend=web, server=web2, mode=DRAIN, weight=-1, deadline=Optional.empty, force=true, dryRun=false]",
                        "SetWeb[backend=web, server=web2, mode=MAINT, weight=-1, deadline=Optional.empty, force=false, dryRun=false]",
                        "SetWeb[backend=web, server=web2, mode=READY, weight=-1, deadline=Optional.empty, force=false, dryRun=false]",
                        "SetWeb[backend=web, server=web1, mode=DRAIN, weight=0, deadline=Optional.empty, force=false, dryRun=false]");
    }

    @Test
    void aHostIsTakenOutByItsWebServersItsPrimaryAndItsReplicaInTurn() {
        Answer dry = client.post(API + "/servers/db2/maintenance", operator, "{\"dryRun\":true}");
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.json().getString("sentence"))
                .isEqualTo("drain web2; web2 into maintenance; db2 out of service: no acker, not read from");
        answering(State.DONE, List.of());
        Answer begun = client.post(API + "/servers/db2/maintenance", operator, "{\"deadlineMs\":1000}");
        assertThat(begun.status()).isEqualTo(202);
        String operation = API + "/operations/" + begun.json().getString("operation");
        await().untilAsserted(
                        () -> assertThat(client.get(operation, viewer).json().getString("state"))
                                .isEqualTo("done"));
        assertThat(site.mind().heard(Event.Requested.class).stream()
                        .map(asked -> asked.intent().toString().replaceAll("operation=op-[0-9a-f]+, ", "")))
                .containsSubsequence(
                        "SetWeb[backend=web, server=web2, mode=DRAIN, weight=-1, deadline=Optional[PT1S], force=false, dryRun=false]",
                        "SetWeb[backend=web, server=web2, mode=MAINT, weight=-1, deadline=Optional[PT1S], force=false, dryRun=false]",
                        "Maintain[server=db2, on=true, dryRun=false]");
    }

    @Test
    void aHostThatCannotBeSparedIsRefusedBeforeAnythingIsDone() {
        Answer refused = client.post(API + "/servers/db1/maintenance", operator, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getJsonArray("blockers").getJsonObject(0).getString("sentence"))
                .contains("a third server is needed");
        assertThat(client.post(API + "/servers/nope/maintenance", operator, null)
                        .status())
                .isEqualTo(404);
        assertThat(client.post(API + "/servers/db2/ready", viewer, null).status())
                .isEqualTo(403);
    }

    @Test
    void aRefusalHasEveryBlocker() {
        answering(State.REFUSED, List.of(new Blocker("LAGS", "db2", "lags"), new Blocker("DISK", "db2", "is full")));
        Answer refused = client.post(MAIN + "/switchover", operator, "{\"to\":\"db2\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("switchover_refused");
        assertThat(refused.json().getJsonArray("blockers")).hasSize(2);
        assertThat(refused.json().getJsonArray("blockers").getJsonObject(0).getString("code"))
                .isEqualTo("lags");
    }

    @Test
    void aDryRunIsAnsweredWithItsOutcomeAndLeavesNoOperation() {
        answering(State.REFUSED, List.of(new Blocker("LAGS", "db2", "lags")));
        Answer answer = client.post(MAIN + "/switchover", operator, "{\"dryRun\":true}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("state")).isEqualTo("refused");
        assertThat(client.get(API + "/operations/" + answer.json().getString("id"), viewer)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theSameIdempotencyKeyIsTheSameOperationAndAnotherBodyIsRefused() {
        Map<String, String> key = Map.of("Idempotency-Key", "k-1");
        Answer first = client.send("POST", MAIN + "/switchover", operator, "{\"to\":\"db2\"}", key);
        Answer again = client.send("POST", MAIN + "/switchover", operator, "{\"to\":\"db2\"}", key);
        Answer other = client.send("POST", MAIN + "/switchover", operator, "{\"to\":\"db1\"}", key);
        Answer stranger = client.send("POST", MAIN + "/switchover", admin, "{\"to\":\"db2\"}", key);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(422);
        assertThat(stranger.json()).isNotEqualTo(first.json());
    }

    @Test
    void malformedRequestsAreRefusedWithWhereAndWhy() {
        for (String body : List.of(
                "{",
                "[]",
                "null",
                "\"x\"",
                "{\"to\":5}",
                "{\"to\":\"db2;x\"}",
                "{\"to\":\"db 2\"}",
                "{\"to\":\"db2\\n\"}",
                "{\"deadlineMs\":\"5\"}",
                "{\"deadlineMs\":1}",
                "{\"nope\":1}",
                "{\"dryRun\":\"yes\"}")) {
            Answer answer = client.post(MAIN + "/switchover", operator, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors")).as(body).isNotEmpty();
        }
        Answer wrongType = client.post(MAIN + "/switchover", operator, "{\"deadlineMs\":\"5\"}");
        assertThat(wrongType.text()).contains("/deadlineMs");
        assertThat(client.post(MAIN + "/failover", operator, null).status()).isEqualTo(400);
        assertThat(client.post(MAIN + "/failover", operator, "{}").status()).isEqualTo(400);
    }

    @Test
    void tooLargeBodiesAreRefused() {
        String large = "{\"to\":\"" + "a".repeat(ApiServer.LONGEST_BODY) + "\"}";
        assertThat(client.post(MAIN + "/switchover", operator, large).status()).isEqualTo(413);
    }

    @Test
    void wrongMethodsTypesAndPathsAreRefused() {
        Answer method = client.send("DELETE", MAIN, operator, null, Map.of());
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.raw().headers().firstValue("Allow")).contains("GET");
        assertThat(client.send("GET", MAIN, viewer, null, Map.of("Accept", "text/html"))
                        .status())
                .isEqualTo(406);
        assertThat(client.send("GET", MAIN, viewer, null, Map.of("Accept", "text/html, */*;q=0.1"))
                        .status())
                .isEqualTo(200);
        assertThat(client.send("POST", MAIN + "/pause", operator, "a=b", Map.of("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(client.get(API + "/nothing", viewer).status()).isEqualTo(404);
        assertThat(client.get("/", viewer).status()).isEqualTo(404);
        assertThat(client.get(API + "/clusters/main/", viewer).status()).isIn(200, 404);
    }

    @Test
    void everyCallNeedsExactlyTheRoleOfTheContract() {
        JsonObject paths = client.contract().document().getJsonObject("paths");
        for (String template : paths.fieldNames()) {
            for (String method : paths.getJsonObject(template).fieldNames()) {
                String role =
                        paths.getJsonObject(template).getJsonObject(method).getString("x-role");
                String path = template.replace("{cluster}", "main").replaceAll("\\{[a-z]+}", "nope");
                if (role != null && !template.endsWith("/events")) {
                    requireRole(method.toUpperCase(Locale.ROOT), path, Role.valueOf(role.toUpperCase(Locale.ROOT)));
                }
            }
        }
    }

    private static void requireRole(String method, String path, Role needed) {
        String body = method.equals("GET") ? null : "{\"nonsense\":true}";
        assertThat(client.send(method, path, null, body, Map.of()).status()).isEqualTo(401);
        assertThat(client.send(method, path, "wrong", body, Map.of()).status()).isEqualTo(401);
        for (Role role : Role.values()) {
            int status =
                    client.send(method, path, site.token(role), body, Map.of()).status();
            assertThat(status).as("%s %s as %s", method, path, role).isNotEqualTo(401);
            assertThat(status == 403).as("%s %s as %s", method, path, role).isEqualTo(!role.covers(needed));
        }
    }

    @Test
    void aStrangerIsToldHowToComeInAndIsCounted() {
        Answer answer = client.get(MAIN, null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.raw().headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"signalbox\"");
        assertThat(client.get("/metrics", null).text())
                .contains("signalbox_auth_failures_total{route=\"getCluster\",}");
    }

    @Test
    void aFailoverThatMayLoseDataNeedsAnAdmin() {
        String body = "{\"reason\":\"fire\",\"allowDataLoss\":true}";
        assertThat(client.post(MAIN + "/failover", operator, body).status()).isEqualTo(403);
        assertThat(client.post(MAIN + "/failover", admin, body).status()).isEqualTo(202);
    }

    @Test
    void drillsAreRefusedUnlessTheSiteAllowsThem() {
        Answer answer = client.post(API + "/drills", admin, "{\"drill\":\"kill-primary\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("drills_not_allowed");
    }

    @Test
    void anUnknownDrillIsRefusedWithTheNamesOfAll() {
        Answer answer = client.post(API + "/drills", admin, "{\"drill\":\"no-such\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail"))
                .as(answer.text())
                .contains("kill-primary")
                .contains("hang-primary");
    }

    @Test
    void aBodyIsJsonByTheLetter() {
        for (String body : List.of(
                "{\"to\":\"db2\",\"to\":\"db1\"}",
                "// x\n{}",
                "/* x */{}",
                "{} {}",
                "{\"dryRun\":true}]",
                "{'to':'db2'}")) {
            Answer answer = client.post(MAIN + "/switchover", operator, body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).as(body).isEqualTo("malformed");
        }
    }

    @Test
    void itIsNotReadyWhileItDoesNotLead() {
        site.mind().show(Samples.view(Samples.record(12, Run.NONE), false, List.of()));
        answering(State.DONE, List.of());
        client.post(MAIN + "/pause", operator, null);
        Answer answer = client.get("/health/ready", null);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getString("detail")).contains("main");
    }

    @Test
    void noBodyEverMakesItFail() {
        Random random = new Random(20261124);
        for (int i = 0; i < 300; i++) {
            int status =
                    client.post(MAIN + "/failover", operator, mangled(random)).status();
            assertThat(status).isIn(200, 202, 400, 403, 404, 409);
        }
    }

    private static String mangled(Random random) {
        StringBuilder body =
                new StringBuilder("{\"reason\":\"fire\",\"to\":\"db2\",\"allowDataLoss\":false,\"dryRun\":true}");
        String letters = "{}[]\",:\\ 0-9.eE+tfn\u0000\n\u00e9\ud83d\ude00;'";
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(body.length());
            switch (random.nextInt(3)) {
                case 0 -> body.deleteCharAt(at);
                case 1 -> body.insert(at, letters.charAt(random.nextInt(letters.length())));
                default -> body.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
            }
        }
        return body.toString();
    }

    @Test
    void routesAndDocumentedPathsAreTheSame() {
        Set<String> documented = new TreeSet<>();
        client.contract().checked().operations().forEach(o -> documented.add(o.getOperationId()));
        assertThat(documented).hasSize(46);
        assertThat(client.get(API + "/openapi.json", null).json().getString("openapi"))
                .startsWith("3.1");
    }

    private static void answering(State state, List<Blocker> blockers) {
        site.mind()
                .reacting(event -> event instanceof Event.Requested asked
                        ? List.of(new Effect.Progress(new Operation(
                                asked.intent().operation(),
                                asked.intent().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                                state,
                                "a sentence",
                                blockers,
                                "run-1")))
                        : List.of());
    }
}
