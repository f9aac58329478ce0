package io.signalbox.agents.daemon;

import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.daemon.config.AgentConfig;
import io.signalbox.agents.daemon.frontage.FrontDesk;
import io.signalbox.agents.daemon.gate.MemoryFile;
import io.signalbox.agents.daemon.host.LoadWatch;
import io.signalbox.agents.daemon.http.HttpFront;
import io.signalbox.agents.daemon.isolation.IsolationWatch;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.daemon.proxy.ProxyDriver;
import io.signalbox.agents.daemon.shell.Loop;
import io.signalbox.agents.daemon.shell.Mind;
import io.signalbox.agents.daemon.shell.Publisher;
import io.signalbox.agents.protocol.Report;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A wired agent's start, its slow looks at the host, and its end, which leaves mysqld and HAProxy as they are. */
final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration LISTEN_BOUND = Duration.ofSeconds(10);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    /** What was received is looked at so often; the mark on disk is older (see the mind). */
    private static final Duration TIDE = Duration.ofMillis(500);

    private static final Duration SLOW_LOOK = Duration.ofSeconds(1);

    private final AgentConfig config;
    private final Vertx vertx;
    private final Loop loop;
    private final StateLock lock;
    private final Host host;
    private final Mind mind;
    private final Publisher publisher;
    private final Optional<IsolationWatch> isolation;
    private final Pools pools;
    private final HttpFront front;
    private final AgentMetrics metrics;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final long born = System.nanoTime();

    Agent(
            AgentConfig config,
            Vertx vertx,
            Loop loop,
            StateLock lock,
            Host host,
            Mind mind,
            Publisher publisher,
            Optional<IsolationWatch> isolation,
            Pools pools,
            HttpFront front,
            AgentMetrics metrics) {
        this.config = config;
        this.vertx = vertx;
        this.loop = loop;
        this.lock = lock;
        this.host = host;
        this.mind = mind;
        this.publisher = publisher;
        this.isolation = isolation;
        this.pools = pools;
        this.front = front;
        this.metrics = metrics;
    }

    /** Listens, then looks for mysqld, then lets the mind decide. */
    void start(MemoryFile.Found found) throws CannotRun {
        if (found instanceof MemoryFile.Damaged damaged) {
            LOG.atError().addKeyValue("rule", "memory").log(damaged.sentence());
        }
        listen();
        Optional<ProcessIdentity> running = host.mysqldSide().flatMap(side -> side.start(new Told()));
        loop.execute(() -> boot(running));
        host.proxyDriver().ifPresent(ProxyDriver::start);
    }

    private void listen() throws CannotRun {
        AgentConfig.Listen listen = config.listen();
        String address = listen.host() + ":" + listen.port();
        CompletableFuture<Void> bound = new CompletableFuture<>();
        loop.execute(() -> front.listen(listen.host(), listen.port())
                .onSuccess(server -> bound.complete(null))
                .onFailure(bound::completeExceptionally));
        try {
            bound.get(LISTEN_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CannotRun(
                    address + " cannot be listened on: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new CannotRun(address + " could not be listened on within " + LISTEN_BOUND.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("interrupted while starting", e);
        }
    }

    private void boot(Optional<ProcessIdentity> running) {
        LOG.atInfo()
                .addKeyValue("rule", "boot")
                .addKeyValue("server", config.server())
                .addKeyValue("mysqld", running.map(ProcessIdentity::toString).orElse("none"))
                .log("The agent is up.");
        if (host.mysqldSide().isPresent()) {
            mind.boot(running);
        } else {
            mind.bootWithoutMysqld();
        }
        publisher.start();
        lookSlowly();
        loop.every(SLOW_LOOK, this::lookSlowly);
        loop.every(TIDE, this::lookAtWhatIsHeld);
        isolation.ifPresent(IsolationWatch::prepare);
        isolation.ifPresent(watch -> loop.every(IsolationWatch.PERIOD, watch::turn));
        pools.start(loop);
        host.load()
                .ifPresent(load -> loop.every(
                        LoadWatch.PERIOD, () -> Thread.ofVirtual().name("load").start(load::look)));
    }

    /** What an open server has executed may be its own, and unacknowledged: only what was received is looked at. */
    private void lookAtWhatIsHeld() {
        host.mysqldSide()
                .flatMap(side -> side.probes().latest().mysql())
                .filter(Report.Mysql::superReadOnly)
                .ifPresent(m -> mind.held(new AgentEvent.Held(
                        Duration.ofNanos(System.nanoTime() - born), m.received().union(m.executed()))));
    }

    /** Looks that may block, one at a time: a disk that hangs holds up nothing else. */
    private void lookSlowly() {
        metrics.mysqldRuns(mind.knowsMysqld());
        boolean knows = mind.knowsMysqld();
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("slow-look").start(() -> {
                try {
                    slowLook(knows);
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    private void slowLook(boolean knowsMysqld) {
        try {
            host.watch().look();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("rule", "host")
                    .addKeyValue("reason", e.getMessage())
                    .log("The disk could not be looked at.");
        }
        host.frontDesk().ifPresent(FrontDesk::look);
        if (!knowsMysqld) {
            host.mysqldSide()
                    .flatMap(MysqldSide::findForeign)
                    .ifPresent(process -> loop.execute(() -> mind.answers(process)));
        }
    }

    @Override
    public void close() {
        LOG.atInfo().addKeyValue("rule", "end").log("The agent ends; mysqld and HAProxy go on.");
        host.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            LOG.atWarn().addKeyValue("rule", "end").setCause(e).log("Not everything closed in time.");
        }
        lock.close();
    }

    private final class Told implements MysqldSide.Listener {
        @Override
        public void ended(ProcessIdentity process) {
            loop.execute(() -> mind.ended(process));
        }

        @Override
        public void halted() {
            publisher.soon();
        }
    }
}
