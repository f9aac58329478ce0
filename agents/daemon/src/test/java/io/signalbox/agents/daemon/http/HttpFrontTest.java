package io.signalbox.agents.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.Company;
import io.signalbox.agents.daemon.application.ApplicationDesk;
import io.signalbox.agents.daemon.frontage.FrontDesk;
import io.signalbox.agents.daemon.link.Doorkeeper;
import io.signalbox.agents.daemon.link.Links;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.daemon.real.TestLink;
import io.signalbox.agents.daemon.shell.IsolationStatus;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.agents.protocol.Wire;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes and the link over real sockets, with an agent that refuses whatever it is told. */
class HttpFrontTest {
    private static final String HOST = "127.0.203.31";
    private static final int PORT = 8091;
    private static final String KEY = "ab".repeat(32);
    private static final String BEARER = "Bearer " + Handshake.bearer(Handshake.key(KEY));
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<Command> OBEYED = new CopyOnWriteArrayList<>();
    private static Vertx vertx;
    private static volatile Optional<LoadTold> load = Optional.empty();

    @BeforeAll
    static void listen() throws Exception {
        vertx = Vertx.vertx();
        AgentMetrics metrics = new AgentMetrics("db1");
        House house = new House();
        Links links = new Links(
                new Doorkeeper(Handshake.key(KEY), "db1", "life-1"),
                house::obey,
                () -> Wire.encode(new Frame.Reported(house.report())),
                metrics);
        new HttpFront(vertx, "db1", Handshake.key(KEY), house, links, metrics)
                .listen(HOST, PORT)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void checksLivenessAndMetricsAreOpen() throws Exception {
        assertThat(get("/health/live", null).statusCode()).isEqualTo(200);
        assertThat(get("/metrics", null).body()).contains("signalbox_agent_info");
        assertThat(get("/primary", null).statusCode()).isEqualTo(503);
        assertThat(get("/replica?max-lag=100", null).body())
                .contains("\"role\":\"none\"")
                .doesNotContain("gtid");
    }

    @Test
    void theLoadOfAWebServersHostIsOpenAndToldWithItsAge() throws Exception {
        assertThat(get("/load", null).statusCode()).isEqualTo(404);
        try {
            load = Optional.of(new LoadTold("web1", 12.5, 300));
            HttpResponse<String> told = get("/load", null);

            assertThat(told.statusCode()).isEqualTo(200);
            assertThat(told.body()).isEqualTo("{\"server\":\"web1\",\"percent\":12.5,\"ageMillis\":300}");
        } finally {
            load = Optional.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer 00", "Basic YTpi", "Bearer \u00e9"})
    void nothingElseIs(String authorization) throws Exception {
        HttpRequest.Builder command = request("/commands").POST(BodyPublishers.ofString("{}"));
        if (!authorization.isEmpty()) {
            command.header("Authorization", authorization);
        }

        assertThat(get("/status", authorization).statusCode()).isEqualTo(401);
        assertThat(send(command).statusCode()).isEqualTo(401);
        assertThat(OBEYED).isEmpty();
    }

    @Test
    void statusIsTheReportAndWhatIsKnownOfIsolation() throws Exception {
        HttpResponse<String> status = get("/status", BEARER);

        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(Wire.read(status.body(), Report.class).server()).isEqualTo("db1");
        assertThat(status.body()).contains("\"alone\":true", "\"ackers\":\"none\"", "\"kernelLack\":\"no iptables\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/replica?max-lag=-1, 400",
        "/replica?max-lag=2h, 400",
        "/replica?max-lag=999999999, 400",
        "/replica?max-lag=, 400",
        "/replica?max-lag=5s, 503",
        "/replica?max-lag=250, 503",
        "/replica, 503",
        "/nothing, 404",
        "/link, 404",
        "/commands, 405"
    })
    void wrongUseIsNamed(String path, int status) throws Exception {
        assertThat(get(path, BEARER).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"id\":1}", "{\"id\":\"a\",\"order\":{\"type\":\"boom\"}}"})
    void aMalformedCommandIsRefusedWithoutQuotingIt(String body) throws Exception {
        HttpResponse<String> response =
                send(request("/commands").header("Authorization", BEARER).POST(BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("malformed").doesNotContain("boom");
    }

    @Test
    void aCommandThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        HttpResponse<String> response = send(request("/commands")
                .header("Authorization", BEARER)
                .POST(BodyPublishers.ofString(" ".repeat(Exchange.LONGEST_BODY + 1))));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void aCommandIsAnswered() throws Exception {
        Command command = new Command("a", "main", new Token(1, 1), 1, new Order.ReadSets());
        HttpResponse<String> response = send(request("/commands")
                .header("Authorization", BEARER)
                .POST(BodyPublishers.ofString(Wire.write(command))));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Wire.read(response.body(), Answer.class).commandId()).isEqualTo("a");
        OBEYED.clear();
    }

    @Test
    void aLinkIsProvenFromBothEndsAndReportsAtOnce() {
        try (TestLink link = TestLink.open(HOST, PORT, KEY)) {
            assertThat(link.next(Frame.Reported.class).report().server()).isEqualTo("db1");
        }
    }

    @Test
    void aLinkWithAnotherKeyIsClosed() {
        try (TestLink link = TestLink.stranger(HOST, PORT)) {
            link.claim(link.next(Frame.Greeting.class), "cd".repeat(32), "aa");

            assertThat(link.next(Frame.Denied.class).reason()).isEqualTo("the proof is wrong");
            assertThat(link.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aLinkOnWhichNobodyProvesAnythingIsClosedSoon() {
        long opened = System.nanoTime();
        try (TestLink link = TestLink.stranger(HOST, PORT)) {
            link.awaitClose();
            assertThat(Duration.ofNanos(System.nanoTime() - opened)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = request(path);
        if (authorization != null && !authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + PORT + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class House implements HttpFront.House {
        @Override
        public Optional<FrontDesk> frontDesk() {
            return Optional.empty();
        }

        @Override
        public Optional<ApplicationDesk> application() {
            return Optional.empty();
        }

        @Override
        public Optional<LoadTold> load() {
            return load;
        }

        @Override
        public Optional<Seen> mysql() {
            return Optional.empty();
        }

        @Override
        public Report report() {
            return new Report(
                    "db1",
                    "life-1",
                    1,
                    Duration.ZERO,
                    Token.NONE,
                    0,
                    new Report.Mysqld(Report.ProcessState.NONE, 0, Duration.ZERO, ""),
                    new Report.Probes(Duration.ZERO, Duration.ZERO, Report.ProbeFault.NONE, ""),
                    Optional.empty(),
                    new Report.Host(1, 1, 0, false, ""),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public Optional<IsolationStatus> isolation() {
            return Optional.of(new IsolationStatus(
                    Duration.ofSeconds(6), true, Duration.ofSeconds(4), Company.NONE, "no iptables"));
        }

        @Override
        public void obey(Command command, Consumer<Answer> reply) {
            OBEYED.add(command);
            reply.accept(new Answer(
                    command.id(), "db1", command.token(), new Answer.Refused(Answer.Refusal.BUSY, "always")));
        }
    }
}
