package io.signalbox.controller.daemon;

import com.codahale.metrics.MetricRegistry;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.daemon.access.SecretFile;
import io.signalbox.controller.daemon.access.Tokens;
import io.signalbox.controller.daemon.api.ApiServer;
import io.signalbox.controller.daemon.api.Site;
import io.signalbox.controller.daemon.config.AgentPace;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.config.ControllerConfig.Cluster;
import io.signalbox.controller.daemon.config.ControllerConfig.Store.Kind;
import io.signalbox.controller.daemon.doctor.Examinations;
import io.signalbox.controller.daemon.doctor.Ward;
import io.signalbox.controller.daemon.drills.DrillBook;
import io.signalbox.controller.daemon.etcd.EtcdSite;
import io.signalbox.controller.daemon.fronts.AgentFronts;
import io.signalbox.controller.daemon.fronts.Fronts;
import io.signalbox.controller.daemon.links.AgentLinks;
import io.signalbox.controller.daemon.links.LinkEvents;
import io.signalbox.controller.daemon.links.LinkSettings;
import io.signalbox.controller.daemon.links.Peer;
import io.signalbox.controller.daemon.loop.Clock;
import io.signalbox.controller.daemon.loop.ClusterLoop;
import io.signalbox.controller.daemon.loop.Failpoint;
import io.signalbox.controller.daemon.loop.Inbox;
import io.signalbox.controller.daemon.loop.Leadership;
import io.signalbox.controller.daemon.loop.Mind;
import io.signalbox.controller.daemon.metrics.LatestReports;
import io.signalbox.controller.daemon.metrics.Metrics;
import io.signalbox.controller.daemon.metrics.Sight;
import io.signalbox.controller.daemon.metrics.WebSight;
import io.signalbox.controller.daemon.news.EventFeed;
import io.signalbox.controller.daemon.news.OperationBook;
import io.signalbox.controller.daemon.news.ReceiptBook;
import io.signalbox.controller.daemon.news.SharedReceipts;
import io.signalbox.controller.daemon.reads.Waiters;
import io.signalbox.controller.daemon.recorder.Meter;
import io.signalbox.controller.daemon.recorder.RecordedMind;
import io.signalbox.controller.daemon.recorder.Recorder;
import io.signalbox.controller.daemon.store.FileStore;
import io.signalbox.controller.daemon.store.StateLock;
import io.signalbox.controller.daemon.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Constructs every adapter, and nothing else does. The state directory is locked first; the API listens before any
 * kernel takes office, so that a controller that cannot be reached leads nothing; links begin when the kernel has heard
 * that it leads, or will follow. The end goes backwards.
 */
final class Wiring implements AutoCloseable {
    /** Until the API listens: long, as whoever gives up on a busy machine starts from nothing again, and makes it busier. */
    private static final Duration START = Duration.ofSeconds(60);

    /** How long everything is waited for at the end. */
    static final Duration END = Duration.ofSeconds(10);

    /** Writing a receipt, also when the disk is busy. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** So late at most a follower tells of what the leader did; the leader tries again what it could not write. */
    private static final Duration SHARED_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final ControllerConfig config;
    private final Function<ClusterSettings, Mind> minds;
    private final Failpoint failpoint;
    private final Consumer<Throwable> fatal;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final SortedMap<String, Site.Seat> seats = new TreeMap<>();
    private final LatestReports reports = new LatestReports();
    private final Examinations examinations = new Examinations(Clock.system()::now);
    private final OperationBook operations = new OperationBook();
    private final EventFeed feed = new EventFeed(Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX));
    private Optional<ApiServer.Deploying> deploying = Optional.empty();
    private int port;

    private Wiring(
            ControllerConfig config,
            Function<ClusterSettings, Mind> minds,
            Failpoint failpoint,
            Consumer<Throwable> fatal) {
        this.config = config;
        this.minds = minds;
        this.failpoint = failpoint;
        this.fatal = fatal;
    }

    /**
     * Starts everything.
     *
     * @param fatal told when a kernel cannot go on
     * @throws IOException with a sentence for the operator; nothing is left open then
     */
    static Wiring start(
            ControllerConfig config,
            Function<ClusterSettings, Mind> minds,
            Failpoint failpoint,
            Consumer<Throwable> fatal)
            throws IOException {
        Wiring wiring = new Wiring(config, minds, failpoint, fatal);
        try {
            wiring.open();
            return wiring;
        } catch (IOException | RuntimeException e) {
            wiring.close();
            throw e;
        }
    }

    /** Where the API listens; differs from the configuration when that says 0. */
    int port() {
        return port;
    }

    private void open() throws IOException {
        keep(StateLock.take(config.stateDir()));
        byte[] key = Handshake.key(SecretFile.read(config.keyFile()));
        Tokens tokens = Tokens.load(config.tokens());
        MetricRegistry internals = new MetricRegistry();
        Metrics metrics = new Metrics(internals, this::sights);
        Vertx vertx = VertxFactory.create(config.stateDir(), internals);
        keep(() -> within(vertx.close()));
        ScheduledExecutorService scribe = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("scribe").daemon(true).factory());
        keep(() -> finish(scribe));
        Optional<EtcdSite> etcd = etcd(vertx);
        List<Runnable> offices = new ArrayList<>();
        for (Cluster cluster : config.clusters()) {
            offices.add(seat(cluster, vertx, key, metrics, scribe, etcd));
        }
        WebTier.Needs needs = new WebTier.Needs(vertx, config, new Site(config, seats), operations, feed, etcd);
        deploying = Optional.of(new WebTier(needs, key, opened::push).begin());
        listen(vertx, tokens, new AgentFronts(vertx, config.bind(), key, proxyAgents()), metrics);
        offices.forEach(Runnable::run);
        etcd.ifPresent(EtcdSite::start);
    }

    /** Closed after the loops: the lease is given back when nothing is done under it any more. */
    private Optional<EtcdSite> etcd(Vertx vertx) throws IOException {
        return config.store().kind() == Kind.ETCD ? Optional.of(keep(EtcdSite.of(vertx, config))) : Optional.empty();
    }

    /** The last receipt is written before the controller ends. */
    private static void finish(ExecutorService scribe) throws InterruptedException {
        scribe.shutdown();
        scribe.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return what makes the cluster's kernel begin */
    private Runnable seat(
            Cluster cluster,
            Vertx vertx,
            byte[] key,
            Metrics metrics,
            ScheduledExecutorService scribe,
            Optional<EtcdSite> etcd)
            throws IOException {
        ReceiptBook receipts =
                ReceiptBook.open(config.stateDir().resolve("receipts").resolve(cluster.name()), scribe);
        Inbox inbox = new Inbox(Clock.system());
        Store store = keep(
                etcd.isPresent()
                        ? etcd.get().store(cluster.name(), inbox)
                        : FileStore.open(config.stateDir().resolve("clusters"), cluster.name()));
        Leadership leadership = etcd.map(EtcdSite::leadership)
                .orElseGet(() ->
                        Leadership.alone(config.controller(), config.advertise().toString()));
        AgentLinks links = new AgentLinks(
                vertx,
                config.controller(),
                config.bind(),
                key,
                peers(cluster),
                () -> leadership.reign().isPresent(),
                LinkSettings.defaults(),
                new LinkEvents(inbox, reports, examinations));
        ClusterLoop loop = new ClusterLoop(
                cluster.name(),
                recorded(cluster, metrics),
                inbox,
                store,
                leadership,
                links,
                new Voices(feed, operations, receipts, metrics, sharing(cluster, etcd, receipts, scribe)),
                failpoint,
                fatal);
        keep(loop);
        keep(links::close);
        metrics.begin(cluster.name());
        seats.put(cluster.name(), new Site.Seat(loop, receipts, ward(cluster)));
        return () -> loop.start(links::start);
    }

    /** With one controller nobody else wants to know. */
    private Voices.Sharing sharing(
            Cluster cluster, Optional<EtcdSite> etcd, ReceiptBook receipts, ScheduledExecutorService scribe) {
        if (etcd.isEmpty()) {
            return new Voices.Sharing(() -> {}, scribe);
        }
        Leadership leadership = etcd.get().leadership();
        SharedReceipts shared = new SharedReceipts(
                receipts,
                etcd.get().receipts(cluster.name()),
                () -> leadership.reign().isPresent());
        ScheduledFuture<?> turns =
                scribe.scheduleWithFixedDelay(shared::turn, 0, SHARED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        keep(() -> turns.cancel(false));
        return new Voices.Sharing(
                () -> {
                    shared.changed();
                    scribe.execute(shared::turn);
                },
                task -> {
                    shared.onceTaken(task);
                    scribe.execute(shared::turn);
                });
    }

    private Ward ward(Cluster cluster) {
        List<String> servers =
                cluster.servers().stream().map(ControllerConfig.Server::name).toList();
        return new Ward(servers, examinations, AgentPace.allowedBy(cluster.bounds()));
    }

    /** Closed after the loop, so that its last event is recorded too. */
    private Mind recorded(Cluster cluster, Metrics metrics) {
        ClusterSettings settings = config.settings(cluster);
        Mind mind = minds.apply(settings);
        if (config.recording().megabytes() == 0) {
            return mind;
        }
        Path dir = config.stateDir().resolve("recordings").resolve(cluster.name());
        Recorder recorder = new Recorder(dir, settings, config.recording().bytes(), new Meter() {
            @Override
            public void recorded(String of, long bytes) {
                metrics.recorded(of, bytes);
            }

            @Override
            public void missed(String of, long events) {
                metrics.recordingMissed(of, events);
            }
        });
        return new RecordedMind(mind, keep(recorder.start()));
    }

    private List<Peer> peers(Cluster cluster) {
        return Stream.concat(
                        cluster.servers().stream().map(s -> peer(s.name(), s.agent())),
                        config.proxies().stream().map(p -> peer(p.name(), p.agent())))
                .toList();
    }

    private Map<String, ControllerConfig.Address> proxyAgents() {
        return config.proxies().stream()
                .collect(Collectors.toMap(ControllerConfig.Proxy::name, ControllerConfig.Proxy::agent));
    }

    private static Peer peer(String server, ControllerConfig.Address agent) {
        return new Peer(server, agent.host(), agent.port());
    }

    private void listen(Vertx vertx, Tokens tokens, Fronts fronts, Metrics metrics) throws IOException {
        ApiServer.Sources sources = new ApiServer.Sources(
                new Site(config, seats),
                tokens,
                operations,
                feed,
                new DrillBook(config.drills(), config.stateDir()),
                new Waiters(reports),
                fronts,
                deploying.orElseThrow(),
                metrics,
                ApiServer.Sources.heartbeatPreset());
        HttpServer server;
        try {
            server = ApiServer.listen(vertx, config.listen(), sources).await(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the API did not listen within " + START.toSeconds() + " s", e);
        } catch (Exception e) {
            // A failed future throws its cause undeclared.
            throw new IOException("cannot listen on " + config.listen() + ": " + e.getMessage(), e);
        }
        port = server.actualPort();
        LOG.atInfo().addKeyValue("listen", config.listen()).log("the API listens on {}", config.listen());
    }

    private List<Sight> sights() {
        return seats.values().stream()
                .map(seat ->
                        new Sight(seat.loop().view(), reports.all(), seat.ward().findings(), web(seat)))
                .toList();
    }

    /** Web servers belong to the first cluster. */
    private List<WebSight> web(Site.Seat seat) {
        boolean routes =
                seat.loop().cluster().equals(config.clusters().getFirst().name());
        return deploying.isEmpty() || !routes
                ? List.of()
                : config.backends().stream()
                        .flatMap(backend -> WebSights.of(backend, deploying.get()).stream())
                        .toList();
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("something did not close");
            }
        }
    }

    private static void within(Future<Void> end) {
        try {
            end.await(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Vert.x did not close within {}", END);
        }
    }
}
