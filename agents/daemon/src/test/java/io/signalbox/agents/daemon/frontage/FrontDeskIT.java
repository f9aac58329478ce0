package io.signalbox.agents.daemon.frontage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.haproxy.certificate.ServerCertificate;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.CommandMeter;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Fault;
import io.signalbox.haproxy.client.SocketHaproxy;
import io.signalbox.haproxy.configuration.Layouts;
import io.signalbox.haproxy.real.LoopbackNetwork;
import io.signalbox.haproxy.real.RealHaproxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers see of a real HAProxy while its agent changes certificates and limits. One HAProxy for all tests. */
@Timeout(60)
class FrontDeskIT {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final long PLENTY = 100_000;
    private static final long GONE = -1;

    @TempDir
    static Path dir;

    private static final AtomicReference<Frontage> SEEN = new AtomicReference<>(Frontage.NONE);
    private static LoopbackNetwork network;
    private static LocalAuthority authority;
    private static RealHaproxy haproxy;
    private static SocketHaproxy socket;
    private static WebPages pages;
    private static FrontDesk desk;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        network = LoopbackNetwork.claim();
        authority = LocalAuthority.create("frontage", Instant.now(), YEAR);
        Files.writeString(file(), certificate());
        Files.writeString(limits(), "requests " + PLENTY + "\nconnections " + PLENTY + "\n");
        haproxy = new RealHaproxy(
                dir,
                Layouts.secure(
                        Layouts.site(network.prefix(), RealHaproxy.runtimeSocket(dir), 2, Optional.empty()),
                        file(),
                        limits()));
        haproxy.start();
        pages = new WebPages(network.host(11), network.host(12));
        socket = new SocketHaproxy(RealHaproxy.runtimeSocket(dir), RealHaproxy.masterSocket(dir), new Unmetered());
        desk = new FrontDesk(
                socket,
                Optional.of(dir.resolve("certificates")),
                Optional.of(limits()),
                InstantSource.system(),
                SEEN::set);
        browser = new Browser(authority.root(), URI.create("https://" + network.host(1) + ":8443"));
        await().atMost(BOUND).until(() -> browser.get("/").statusCode() == 200);
    }

    @AfterAll
    static void stop() throws IOException {
        socket.close();
        haproxy.close();
        pages.close();
        network.close();
    }

    @BeforeEach
    void plenty() {
        assertThat(desk.limit(new Limits(PLENTY, PLENTY)).code()).isEqualTo(Outcome.DONE);
    }

    @Test
    void browsersComeByHttpsAndStay() throws Exception {
        HttpResponse<String> plain = browser.plain(URI.create("http://" + network.host(1) + ":8080/a/page?with=query"));
        HttpResponse<String> secure = browser.get("/a/page?with=query");

        assertThat(plain.statusCode()).isEqualTo(301);
        assertThat(plain.headers().firstValue("Location"))
                .contains("https://" + network.host(1) + ":8443/a/page?with=query");
        assertThat(secure.statusCode()).isEqualTo(200);
        assertThat(secure.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(secure.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(secure.body()).contains("proto=https");
        assertThat(Browser.handshake(network.host(1), 8443, "TLSv1.1")).isFalse();
        assertThat(Browser.handshake(network.host(1), 8443, "TLSv1.2")).isTrue();
    }

    @Test
    void aNewCertificateIsShownWithoutOneLostRequest() throws Exception {
        try (Visitors visitors = new Visitors(browser, 4)) {
            for (int i = 0; i < 3; i++) {
                String next = certificate();
                visitors.awaitMore(50);
                Outcome outcome = desk.install("site", next, false);

                assertThat(outcome.code()).as(outcome.detail()).isEqualTo(Outcome.DONE);
                String fingerprint = ServerCertificate.read(next, Instant.now()).fingerprint();
                assertThat(outcome.now().certificates())
                        .extracting(
                                Frontage.Certificate::name,
                                Frontage.Certificate::fingerprint,
                                Frontage.Certificate::inForce)
                        .containsExactly(tuple("site", fingerprint, true));
                assertThat(Browser.shown(network.host(1), 8443)).isEqualTo(fingerprint);
                visitors.awaitMore(50);
            }
            assertThat(visitors.failures()).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aReloadKeepsIt() throws Exception {
        assertThat(desk.install("site", certificate(), false).done()).isTrue();
        assertThat(desk.limit(new Limits(777, 55)).done()).isTrue();
        String shown = Browser.shown(network.host(1), 8443);
        long before = worker();

        haproxy.reload();
        await().atMost(BOUND).until(() -> worker() != before && worker() != GONE);

        assertThat(Browser.shown(network.host(1), 8443)).isEqualTo(shown);
        assertThat(desk.look().limits()).contains(new Limits(777, 55));
        assertThat(SEEN.get().certificates())
                .extracting(Frontage.Certificate::fingerprint)
                .containsExactly(shown);
    }

    @Test
    void aFileThatSomebodyChangedIsPutIn() throws Exception {
        String renewed = certificate();
        PrivateFile.replace(file(), renewed);

        Frontage now = desk.look();

        assertThat(now.trouble()).isEmpty();
        assertThat(Browser.shown(network.host(1), 8443))
                .isEqualTo(ServerCertificate.read(renewed, Instant.now()).fingerprint());
    }

    @Test
    void aFileThatIsNoCertificateIsNamedAndNotShown() throws Exception {
        String right = Files.readString(file());
        String shown = Browser.shown(network.host(1), 8443);
        PrivateFile.replace(file(), "hello\n");
        try {
            Frontage now = desk.look();

            assertThat(now.trouble()).startsWith("certificate site: there is no -----BEGIN");
            assertThat(now.certificates())
                    .extracting(Frontage.Certificate::inForce)
                    .containsExactly(false);
            assertThat(Browser.shown(network.host(1), 8443)).isEqualTo(shown);
        } finally {
            PrivateFile.replace(file(), right);
        }
    }

    @ParameterizedTest
    @CsvSource({"expired", "key_does_not_match", "not_pem", "chain_incomplete", "unknown_certificate"})
    void whatIsWrongIsNamedAndChangesNothing(String code) throws Exception {
        String shown = Browser.shown(network.host(1), 8443);
        String filed = Files.readString(file());

        Outcome outcome = desk.install(code.equals("unknown_certificate") ? "other" : "site", wrong(code), false);

        assertThat(outcome.code()).as(outcome.detail()).isEqualTo(code);
        assertThat(Browser.shown(network.host(1), 8443)).isEqualTo(shown);
        assertThat(Files.readString(file())).isEqualTo(filed);
    }

    private static String wrong(String code) throws Exception {
        String right = certificate();
        String key = key(right);
        String leaf = right.substring(0, right.indexOf("-----BEGIN", 1));
        return switch (code) {
            case "expired" -> authority.issue(List.of("lb1"), Instant.now().minus(YEAR), Duration.ofDays(1));
            case "key_does_not_match" -> right.replace(key, "") + key(certificate());
            case "not_pem" -> "hello";
            case "chain_incomplete" -> leaf + key;
            default -> right;
        };
    }

    /** One certificate's file may be some bytes longer than another's. */
    private static String key(String pem) {
        return pem.substring(pem.indexOf("-----BEGIN PRIVATE"));
    }

    @Test
    void aDryRunOnlyJudges() throws Exception {
        String shown = Browser.shown(network.host(1), 8443);

        assertThat(desk.install("site", certificate(), true).done()).isTrue();

        assertThat(Browser.shown(network.host(1), 8443)).isEqualTo(shown);
    }

    @Test
    void whoAsksTooOftenIsTurnedAwayAndTheBoundIsMovedWithoutAReload() throws Exception {
        assertThat(desk.limit(new Limits(5, PLENTY)).now().limits()).contains(new Limits(5, PLENTY));
        for (int i = 0; i < 6; i++) {
            browser.get("/");
        }
        assertThat(browser.get("/").statusCode()).isEqualTo(429);

        desk.limit(new Limits(PLENTY, PLENTY));

        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void whoConnectsTooOftenIsTurnedAway() throws Exception {
        desk.limit(new Limits(PLENTY, 2));
        try (Connections three = new Connections(network.host(1), 8443, 3)) {
            assertThat(three.closedByPeer()).isGreaterThanOrEqualTo(1);
        }
        desk.limit(new Limits(PLENTY, PLENTY));
        try (Connections three = new Connections(network.host(1), 8443, 3)) {
            assertThat(three.open()).isEqualTo(3);
        }
    }

    /** The one that answers; an old one lives on while it has connections. */
    private static long worker() {
        try {
            return socket.worker(Deadline.in(Duration.ofSeconds(1))).pid();
        } catch (CommandFailed e) {
            return GONE;
        }
    }

    private static Path file() throws IOException {
        return Files.createDirectories(dir.resolve("certificates")).resolve("site.pem");
    }

    private static Path limits() {
        return dir.resolve("limits.map");
    }

    private static String certificate() throws Exception {
        return authority.issue(List.of("lb1", network.host(1)), Instant.now(), YEAR);
    }

    private static final class Unmetered implements CommandMeter {
        @Override
        public void answered(String kind, Duration took) {}

        @Override
        public void failed(String kind, Fault fault) {}
    }
}
