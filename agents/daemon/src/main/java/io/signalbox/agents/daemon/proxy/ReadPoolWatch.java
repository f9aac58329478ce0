package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.daemon.proxy.Asker.Freshness;
import io.signalbox.agents.daemon.proxy.PoolSettings.Doors;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.pool.LagCurve;
import io.signalbox.haproxy.pool.ReadPool;
import io.signalbox.haproxy.reply.ServerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Keeps the weights of readers by their lag, and the doors of fresh reads, whether or not a controller is there. Whom to
 * ask is what HAProxy itself is configured to check. All but the change of HAProxy happens on the agent's loop.
 */
public final class ReadPoolWatch {
    public static final Duration PERIOD = Duration.ofMillis(250);
    /** A door opens only well within the bound that closes it. */
    private static final int OPENS_AT_FIFTHS = 4;

    private static final int FIFTHS = 5;

    private final PoolSettings settings;
    private final ProxyDriver driver;
    private final Asker asker;
    private final PoolListener listener;
    private final Wishes wishes;
    private final long born = System.nanoTime();
    private final SortedMap<Name, Freshness> answers = new TreeMap<>();
    private ReadPool pool;
    private SortedSet<Name> open = new TreeSet<>();
    private int awaited;

    /**
     * @param aside runs what blocks
     * @param loop the agent's loop
     */
    public ReadPoolWatch(
            PoolSettings settings,
            ProxyDriver driver,
            Asker asker,
            Executor aside,
            Executor loop,
            PoolListener listener) {
        this.settings = settings;
        this.driver = driver;
        this.asker = asker;
        this.listener = listener;
        this.wishes = new Wishes(driver, aside, loop);
        this.pool = ReadPool.of(settings.curve(), settings.lastResort());
    }

    /** Asks all, unless the last answers or the last change are still waited for. */
    public void turn() {
        List<ServerState> readers = driver.states().values().stream()
                .filter(state -> state.id().backend().equals(settings.readers()))
                .filter(state -> !state.checkedAt().isEmpty())
                .toList();
        if (awaited > 0 || wishes.underWay() || readers.isEmpty()) {
            return;
        }
        answers.clear();
        awaited = readers.size();
        readers.forEach(this::ask);
    }

    private void ask(ServerState reader) {
        String address = reader.checkedAt();
        int colon = address.lastIndexOf(':');
        Name server = reader.id().server();
        asker.ask(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), answer -> {
            answer.ifPresent(freshness -> answers.put(server, freshness));
            if (--awaited == 0) {
                conclude();
            }
        });
    }

    private void conclude() {
        ReadPool before = pool;
        pool = pool.look(Duration.ofNanos(System.nanoTime() - born), lags());
        settings.doors().ifPresent(this::judgeDoors);
        tell(before);
        wishes.tell(wish());
    }

    /** Who is in maintenance serves nobody, and must not count as one who does. */
    private SortedMap<String, Duration> lags() {
        SortedMap<String, Duration> lags = new TreeMap<>();
        answers.forEach((server, freshness) -> {
            ServerState state = driver.states().get(new ServerId(settings.readers(), server));
            if (state != null && !state.closed()) {
                freshness.lag().ifPresent(lag -> lags.put(server.text(), lag));
            }
        });
        return lags;
    }

    private void judgeDoors(Doors doors) {
        SortedSet<Name> next = new TreeSet<>();
        for (Map.Entry<Name, Freshness> answer : answers.entrySet()) {
            boolean wasOpen = open.contains(answer.getKey());
            Duration within = wasOpen
                    ? doors.within()
                    : doors.within().multipliedBy(OPENS_AT_FIFTHS).dividedBy(FIFTHS);
            if (answer.getValue()
                    .behind()
                    .filter(behind -> behind.compareTo(within) <= 0)
                    .isPresent()) {
                next.add(answer.getKey());
            }
        }
        open = next;
    }

    private PoolWish wish() {
        SortedMap<Name, Integer> shares = new TreeMap<>();
        pool.weights().forEach((server, weight) -> shares.put(new Name(server), weight));
        return new PoolWish(
                settings.readers(),
                shares,
                settings.doors().map(Doors::backends).orElse(List.of()),
                open);
    }

    private void tell(ReadPool before) {
        pool.weights().forEach((server, weight) -> {
            Optional<Freshness> answer = Optional.ofNullable(answers.get(new Name(server)));
            int old = before.weights().getOrDefault(server, LagCurve.WHOLE);
            listener.looked(server, answer, weight, open.contains(new Name(server)));
            if (old != weight) {
                String lag = answer.flatMap(Freshness::lag)
                        .map(found -> found.toMillis() + " ms")
                        .orElse("not known");
                listener.changed(server, "weight " + old + " -> " + weight + ", lag " + lag);
            }
        });
    }
}
