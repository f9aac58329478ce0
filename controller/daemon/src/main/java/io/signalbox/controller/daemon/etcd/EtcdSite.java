package io.signalbox.controller.daemon.etcd;

import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.daemon.access.SecretFile;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.loop.Clock;
import io.signalbox.controller.daemon.loop.Inbox;
import io.signalbox.controller.daemon.loop.Leadership;
import io.signalbox.controller.daemon.store.EtcdStore;
import io.signalbox.controller.daemon.store.Note;
import io.signalbox.controller.daemon.store.Store;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A site's part of etcd: {@code PREFIX/leader}, and {@code PREFIX/clusters/NAME} with all that is kept of a cluster. */
public final class EtcdSite implements AutoCloseable {
    /** Also when nothing has changed: a kernel takes no notice before it has heard that it leads no more. */
    private static final Duration SHOWN_AGAIN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(EtcdSite.class);

    /** What a kernel was shown last, and when. */
    private record Last(long changed, Time at) {}

    private final Gateway gateway;
    private final Etcd etcd;
    private final Election.Ballot ballot;
    private final Election election;
    private final Map<String, Inbox> followers = new TreeMap<>();
    private final Map<String, Last> shown = new TreeMap<>();
    private final Clock clock = Clock.system();

    private EtcdSite(Vertx vertx, String bind, Gateway gateway, Election.Ballot ballot) {
        this.gateway = gateway;
        this.etcd = new Etcd(gateway);
        this.ballot = ballot;
        this.election = new Election(
                etcd, ballot, () -> clock.now().monotonic(), this::show, died -> new Deathwatch(vertx, bind, died));
    }

    /** Asks nothing of etcd yet. */
    public static EtcdSite of(Vertx vertx, ControllerConfig config) throws IOException {
        ControllerConfig.Store store = config.store();
        Gateway gateway = new Gateway(
                vertx,
                store.endpoints(),
                config.bind(),
                login(store),
                store.ca().map(Path::toString));
        return new EtcdSite(
                vertx,
                config.bind(),
                gateway,
                new Election.Ballot(
                        store.prefix(), config.controller(), config.advertise().toString(), store.leaseSeconds()));
    }

    private static Optional<Gateway.Login> login(ControllerConfig.Store store) throws IOException {
        if (store.user().isEmpty() || store.passwordFile().isEmpty()) {
            return Optional.empty();
        }
        String password = SecretFile.read(store.passwordFile().get());
        return Optional.of(new Gateway.Login(store.user().get(), password));
    }

    public Leadership leadership() {
        return election;
    }

    /** The store of a cluster; {@code follower} hears what another leader wrote while this controller does not lead. */
    public Store store(String cluster, Inbox follower) {
        followers.put(cluster, follower);
        EtcdKeys.Guard guard = new EtcdKeys.Guard(ballot.key(), election::reign);
        return new EtcdStore(new EtcdKeys(etcd, Optional.of(guard)), key(ballot.prefix(), cluster), cluster);
    }

    /** Of deployments: {@code PREFIX/deployment}. */
    public Note deployment() {
        return note("deployment");
    }

    /** Of the maintenance of hosts: {@code PREFIX/host}. */
    public Note host() {
        return note("host");
    }

    /** The last receipts of a cluster, {@code PREFIX/receipts/NAME}: behind all that a follower looks at. */
    public Note receipts(String cluster) {
        return note(Election.UNWATCHED + cluster);
    }

    private Note note(String key) {
        EtcdKeys.Guard guard = new EtcdKeys.Guard(ballot.key(), election::reign);
        return new EtcdNote(new EtcdKeys(etcd, Optional.of(guard)), ballot.prefix() + key);
    }

    /** The store of a cluster for whoever works while no controller does. */
    public EtcdStore anew(String cluster) {
        return new EtcdStore(new EtcdKeys(etcd, Optional.empty()), key(ballot.prefix(), cluster), cluster);
    }

    /** The controller that leads now. */
    public Optional<String> leader() throws IOException {
        return etcd.get(ballot.key(), Etcd.STORE_CALL).pair(ballot.key()).map(Etcd.Pair::value);
    }

    static String key(String prefix, String cluster) {
        return prefix + "clusters/" + cluster;
    }

    /** From now on this controller may come to lead. */
    public void start() {
        election.start();
    }

    private void show(Etcd.Range seen) {
        followers.forEach((cluster, inbox) -> seen.pair(key(ballot.prefix(), cluster))
                .filter(pair -> isNews(cluster, pair))
                .ifPresent(pair -> show(cluster, inbox, pair)));
    }

    private boolean isNews(String cluster, Etcd.Pair pair) {
        Last last = shown.get(cluster);
        return last == null
                || last.changed() != pair.changed()
                || clock.now().since(last.at()).compareTo(SHOWN_AGAIN) > 0;
    }

    private void show(String cluster, Inbox inbox, Etcd.Pair pair) {
        shown.put(cluster, new Last(pair.changed(), clock.now()));
        try {
            var record = EtcdStore.recordIn(cluster, Optional.of(pair.value()));
            inbox.offer(at -> new Event.Shown(at, record));
        } catch (IOException e) {
            LOG.atError().addKeyValue("cluster", cluster).log("{}", e.getMessage());
        }
    }

    @Override
    public void close() {
        election.close();
        gateway.close();
    }
}
