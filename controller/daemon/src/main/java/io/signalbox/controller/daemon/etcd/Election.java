package io.signalbox.controller.daemon.etcd;

import io.signalbox.controller.daemon.loop.Leadership;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes at most one controller of a site its leader: the one whose key, bound to a lease, is in etcd. A thread of its own
 * looks every {@link #LOOK} who leads, tries to lead when nobody does, and renews the lease while it does. A leader whose
 * process is seen to end ({@link Deathwatch}) need not be waited for until its lease does. Whether this
 * controller may act is never asked of etcd: its {@link Tenure} says so, also while etcd or this process stands still.
 */
final class Election implements Leadership, AutoCloseable {
    /** How often a follower looks; so much later than etcd it knows that nobody leads. */
    static final Duration LOOK = Duration.ofMillis(100);

    /** For a follower's look, and for each request of a campaign. */
    static final Duration CALL = Duration.ofMillis(1500);

    /** How long the end waits for the lease to be given back. */
    static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** How long others are given to lead instead. */
    static final Duration ASIDE = Duration.ofSeconds(3);

    /** Keys from here on are none of a follower's business: they are large, and it looks often. */
    static final String UNWATCHED = "receipts/";

    private static final int NO_PORT = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    private final Etcd etcd;
    private final Ballot ballot;
    private final Supplier<Duration> clock;
    private final Consumer<Etcd.Range> onlooker;
    private final Deathwatch deathwatch;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean complained;
    private volatile @Nullable Tenure tenure;
    private volatile Optional<Duration> asideUntil = Optional.empty();
    private volatile Optional<JsonObject> leader = Optional.empty();
    private volatile Optional<String> trouble = Optional.of("the store was not asked yet");

    /**
     * Who stands for election.
     *
     * @param prefix of every key of the site
     * @param api {@code host:port} of its API
     * @param leaseSeconds how long a lease is asked for; etcd may grant more
     */
    record Ballot(String prefix, String controller, String api, int leaseSeconds) {
        String key() {
            return prefix + "leader";
        }

        private String text() {
            return new JsonObject()
                    .put("controller", controller)
                    .put("api", api)
                    .encode();
        }
    }

    /**
     * @param clock monotonic
     * @param onlooker shown the site's keys before {@link #UNWATCHED} at each look of a follower
     * @param deathwatch makes a watch that tells its argument of deaths
     */
    Election(
            Etcd etcd,
            Ballot ballot,
            Supplier<Duration> clock,
            Consumer<Etcd.Range> onlooker,
            Function<Consumer<Deathwatch.Leader>, Deathwatch> deathwatch) {
        this.etcd = etcd;
        this.ballot = ballot;
        this.clock = clock;
        this.onlooker = onlooker;
        this.deathwatch = deathwatch.apply(this::endLeaseOf);
        this.thread = Thread.ofPlatform().name("election").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public OptionalLong reign() {
        Tenure now = tenure;
        return now != null && now.holds(clock.get()) ? OptionalLong.of(now.reign()) : OptionalLong.empty();
    }

    @Override
    public boolean standAside() {
        asideUntil = Optional.of(clock.get().plus(ASIDE));
        return true;
    }

    private boolean aside() {
        return asideUntil.filter(until -> clock.get().compareTo(until) < 0).isPresent();
    }

    @Override
    public Standing standing() {
        boolean leads = reign().isPresent();
        Optional<JsonObject> seen =
                leader.filter(l -> leads || !ballot.controller().equals(l.getString("controller")));
        return new Standing(
                "etcd",
                leads,
                seen.map(l -> l.getString("controller", "")),
                seen.map(l -> l.getString("api", "")),
                trouble);
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        resign();
    }

    /** @return until the next one */
    private Duration step() {
        try {
            Tenure now = tenure;
            Duration pause = now == null ? follow() : lead(now);
            worked();
            return pause;
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
            return LOOK;
        } catch (RuntimeException e) {
            // An error of ours, or an answer that nobody expected: it must be seen, and must not end the thread that
            // campaigns.
            LOG.error("the election itself failed", e);
            failed(e.toString());
            return LOOK;
        }
    }

    private void worked() {
        if (complained) {
            LOG.info("etcd can be used again");
        }
        complained = false;
        trouble = Optional.empty();
    }

    private void failed(String sentence) {
        if (!complained) {
            LOG.error("etcd cannot be used; unless another controller can use it, no decision changes: {}", sentence);
        }
        complained = true;
        trouble = Optional.of(sentence);
        Tenure now = tenure;
        if (now != null && !now.holds(clock.get())) {
            end("its lease could not be renewed in time");
        }
    }

    // ---- leading

    private Duration lead(Tenure now) throws IOException {
        if (aside()) {
            end("it was asked to hand over");
            return Duration.ZERO;
        }
        Duration asked = clock.get();
        long seconds = now.holds(asked) ? etcd.keepAlive(now.lease(), now.renewWithin(asked)) : 0;
        if (seconds == 0 || !now.holds(clock.get())) {
            end("its lease ran out");
            return Duration.ZERO;
        }
        tenure = now.renewed(Duration.ofSeconds(seconds), asked);
        return now.renewEvery();
    }

    private void end(String why) {
        LOG.atWarn().addKeyValue("controller", ballot.controller()).log("this controller leads no more: {}", why);
        resign();
        leader = Optional.empty();
    }

    /** Gives the lease back, so that the next leader need not wait for its end. */
    private void resign() {
        Tenure last = tenure;
        tenure = null;
        if (last != null) {
            revoke(last.lease());
        }
    }

    private void revoke(long lease) {
        try {
            etcd.revoke(lease, LAST_WORDS);
        } catch (IOException e) {
            LOG.debug("a lease ends by itself: {}", e.getMessage());
        }
    }

    // ---- following

    private Duration follow() throws IOException {
        Etcd.Range seen = etcd.between(ballot.prefix(), ballot.prefix() + UNWATCHED, CALL);
        Optional<Etcd.Pair> leads = seen.pair(ballot.key());
        leader = leads.flatMap(Election::parsed);
        onlooker.accept(seen);
        deathwatch.watch(leads.flatMap(this::another));
        if (leads.isEmpty() && !aside()) {
            campaign();
        }
        return tenure == null ? LOOK : Duration.ZERO;
    }

    /** An earlier process of this controller's cannot be told from it by a connection. */
    private Optional<Deathwatch.Leader> another(Etcd.Pair leads) {
        return parsed(leads)
                .filter(who -> !ballot.controller().equals(who.getString("controller")))
                .flatMap(who -> Optional.ofNullable(HostAndPort.parseAuthority(who.getString("api", ""), NO_PORT))
                        .filter(api -> api.port() > NO_PORT)
                        .map(api -> new Deathwatch.Leader(who.getString("controller", ""), api, leads.lease())));
    }

    /** Ends the lease of a leader whose process has ended, so that the next look finds none. */
    private void endLeaseOf(Deathwatch.Leader dead) {
        LOG.atWarn()
                .addKeyValue("controller", dead.controller())
                .log("the leader's process has ended: its lease is ended, too");
        Thread.ofVirtual().name("deathwatch").start(() -> revoke(dead.lease()));
    }

    private static Optional<JsonObject> parsed(Etcd.Pair leads) {
        try {
            return Optional.of(new JsonObject(leads.value()));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private void campaign() throws IOException {
        Duration asked = clock.get();
        Etcd.Granted granted = etcd.grant(ballot.leaseSeconds(), CALL);
        boolean won = false;
        try {
            won = stand(granted, asked);
        } finally {
            if (!won) {
                revoke(granted.lease());
            }
        }
    }

    private boolean stand(Etcd.Granted granted, Duration asked) throws IOException {
        Etcd.Outcome outcome = etcd.putIf(
                List.of(Etcd.createdAt(ballot.key(), 0)),
                Etcd.pair(ballot.key(), ballot.text(), granted.lease()),
                List.of(ballot.key()),
                CALL);
        Tenure won =
                Tenure.begun(outcome.found().latest(), granted.lease(), Duration.ofSeconds(granted.seconds()), asked);
        if (!outcome.succeeded() || closing.getCount() == 0 || !won.holds(clock.get())) {
            return false;
        }
        leader = Optional.of(new JsonObject(ballot.text()));
        tenure = won;
        deathwatch.watch(Optional.empty());
        LOG.atInfo()
                .addKeyValue("controller", ballot.controller())
                .log("this controller leads; its lease lasts {} s", granted.seconds());
        return true;
    }

    @Override
    public void close() {
        closing.countDown();
        deathwatch.close();
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(CALL.plus(LAST_WORDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
