package io.signalbox.controller.daemon.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.TestSite;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers around minds of the test, on three real members of etcd. */
class SeveralControllersIT {
    private static final Duration LEASE = Duration.ofSeconds(1);

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private Etcds etcds;
    private TestSite one;
    private TestSite two;

    @BeforeEach
    void begin() throws IOException {
        etcds = Etcds.start(dir, 3);
        one = site("c1");
        one.start();
        await().until(() -> !one.mind().heard(Event.TookOffice.class).isEmpty());
        two = site("c2");
        two.start();
    }

    @AfterEach
    void end() {
        two.close();
        one.close();
        etcds.close();
        http.close();
    }

    private TestSite site(String name) throws IOException {
        String endpoints = etcds.endpoints().stream().map(e -> "\"" + e + "\"").collect(Collectors.joining(", "));
        TestSite site = new TestSite(Files.createDirectories(dir.resolve(name)))
                .named(name)
                .withStore("store: {kind: etcd, leaseSeconds: " + LEASE.toSeconds() + ", endpoints: [" + endpoints
                        + "]}\n" + "advertise: " + TestSite.HOST + ":" + (name.equals("c1") ? 18091 : 18092));
        site.mind()
                .reacting(event -> event instanceof Event.TookOffice office
                        ? List.of(new Effect.WriteRecord(
                                office.record().rev(),
                                Samples.record(office.record().rev() + 1, Run.NONE)))
                        : List.of());
        return site;
    }

    @Test
    void oneLeadsTheOtherIsShownWhatItWroteAndLeadsAtOnceWhenItResigns() throws Exception {
        await().until(() -> !two.mind().heard(Event.Shown.class).isEmpty());
        assertThat(two.mind().heard(Event.Shown.class).getLast().record().rev()).isEqualTo(1);
        assertThat(two.mind().heard(Event.TookOffice.class)).isEmpty();

        assertThat(get(one, "/api/v1/controller").getBoolean("leading")).isTrue();
        JsonObject follower = get(two, "/api/v1/controller");
        assertThat(follower.getBoolean("leading")).isFalse();
        assertThat(follower.getJsonObject("leader"))
                .isEqualTo(new JsonObject().put("name", "c1").put("api", TestSite.HOST + ":18091"));
        assertThat(get(two, "/health/ready").getString("status")).isEqualTo("ready");
        JsonObject refusal = pause(two);
        assertThat(refusal.getString("code")).isEqualTo("not_leader");
        assertThat(refusal.getString("leader")).isEqualTo(TestSite.HOST + ":18091");

        long begun = System.nanoTime();
        one.close();
        await().until(() -> !two.mind().heard(Event.TookOffice.class).isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LEASE);
        Event.TookOffice office = two.mind().heard(Event.TookOffice.class).getFirst();
        assertThat(office.record().rev()).isEqualTo(1);
        assertThat(office.term())
                .isGreaterThan(
                        one.mind().heard(Event.TookOffice.class).getFirst().term());
        assertThat(get(two, "/api/v1/controller").getBoolean("leading")).isTrue();
    }

    /** What listens at its address is the test's: to who follows, its process ends with that. It lives, and may win again. */
    @Test
    void aLeaderWhoseProcessSeemsToEndHasToBeElectedAnewBeforeItsLeaseEnds() throws Exception {
        long offices = offices();
        ServerSocket api = new ServerSocket(18091, 50, InetAddress.getByName(TestSite.HOST));
        Socket watch = api.accept();
        long begun = System.nanoTime();
        api.close();
        watch.close();
        await().until(() -> offices() > offices);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LEASE);
        // It finds out when it renews its lease, which may be after another has taken office.
        await().atMost(LEASE)
                .until(() -> !one.mind().heard(Event.LostOffice.class).isEmpty());
        await().during(LEASE.multipliedBy(2)).until(() -> leads(one) != leads(two));
    }

    @Test
    void leadershipIsHandedOverAndIfNobodyElseIsThereTakenBack() throws Exception {
        await().until(() -> leads(one));
        assertThat(post(two, "/api/v1/controller/handover").getString("code")).isEqualTo("not_leader");

        JsonObject after = post(one, "/api/v1/controller/handover");
        assertThat(after.getBoolean("leading")).isFalse();
        assertThat(after.getJsonObject("leader").getString("name")).isEqualTo("c2");
        await().until(() -> !two.mind().heard(Event.TookOffice.class).isEmpty());

        one.close();
        assertThat(post(two, "/api/v1/controller/handover").getString("code")).isEqualTo("nobody_took_over");
        assertThat(leads(two)).isTrue();
    }

    @Test
    void aMembersDeathIsNotNoticedByTheKernelAndWithoutAQuorumNobodyLeadsAndItIsSaid() throws Exception {
        etcds.kill(0);
        await().during(LEASE)
                .until(() -> get(one, "/api/v1/controller").getBoolean("leading")
                        || get(two, "/api/v1/controller").getBoolean("leading"));
        etcds.kill(1);
        await().until(() -> !leads(one) && !leads(two));
        await().until(() ->
                problems(one).contains("store_unusable") && problems(two).contains("store_unusable"));
        // Who followed still names whom it followed: perhaps only it itself is cut off.
        assertThat(List.of(pause(one).getString("code"), pause(two).getString("code")))
                .contains("no_leader");
        long offices = offices();

        etcds.restart(0);
        await().until(() -> offices() > offices && (leads(one) || leads(two)));
        await().until(() -> !problems(one).contains("store_unusable"));
    }

    @Test
    void aLeaderStopsByItselfWhileEtcdStandsStillAndTakesOfficeAnewAfterwards() throws Exception {
        await().until(() -> leads(one));
        for (int member = 0; member < 3; member++) {
            etcds.signal(member, "STOP");
        }
        long begun = System.nanoTime();
        await().until(() -> !one.mind().heard(Event.LostOffice.class).isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LEASE.multipliedBy(2));
        long term = one.mind().heard(Event.TookOffice.class).getLast().term();
        for (int member = 0; member < 3; member++) {
            etcds.signal(member, "CONT");
        }
        await().until(() -> leads(one) || leads(two));
        TestSite leader = leads(one) ? one : two;
        await().until(() -> !leader.mind().heard(Event.TookOffice.class).isEmpty()
                && leader.mind().heard(Event.TookOffice.class).getLast().term() > term);
    }

    private long offices() {
        return one.mind().heard(Event.TookOffice.class).size()
                + two.mind().heard(Event.TookOffice.class).size();
    }

    private boolean leads(TestSite site) throws Exception {
        return get(site, "/api/v1/controller").getBoolean("leading");
    }

    private String problems(TestSite site) throws Exception {
        return get(site, "/api/v1/clusters/main").getJsonArray("problems").encode();
    }

    private JsonObject get(TestSite site, String path) throws Exception {
        return json(HttpRequest.newBuilder(URI.create(site.url() + path)), site);
    }

    private JsonObject pause(TestSite site) throws Exception {
        return post(site, "/api/v1/clusters/main/pause");
    }

    private JsonObject post(TestSite site, String path) throws Exception {
        return json(
                HttpRequest.newBuilder(URI.create(site.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")),
                site);
    }

    private JsonObject json(HttpRequest.Builder request, TestSite site) throws Exception {
        request.header("Authorization", "Bearer " + site.token(Role.ADMIN)).timeout(Duration.ofSeconds(10));
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new JsonObject(response.body());
    }
}
