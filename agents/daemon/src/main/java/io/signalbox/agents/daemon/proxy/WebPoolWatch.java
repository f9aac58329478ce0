package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.daemon.proxy.LoadAsker.Told;
import io.signalbox.agents.daemon.proxy.WebPoolSettings.Address;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.pool.Load;
import io.signalbox.haproxy.pool.LoadCurve;
import io.signalbox.haproxy.pool.WebPool;
import io.signalbox.haproxy.pool.WebShare;
import io.signalbox.haproxy.reply.ServerState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Scales the weights of web servers by the loads that their agents tell, whether or not a controller is there. Each turn
 * decides by what has been told until then and waits for nobody. All but the change of HAProxy happens on the agent's loop.
 */
public final class WebPoolWatch {
    public static final Duration PERIOD = Duration.ofMillis(500);

    private final WebPoolSettings settings;
    private final ProxyDriver driver;
    private final LoadAsker asker;
    private final WebPoolListener listener;
    private final Wishes wishes;
    private final LongSupplier nanos;
    private final long born;
    private final SortedSet<Name> asked = new TreeSet<>();
    private final SortedMap<Name, Load> loads = new TreeMap<>();
    private WebPool pool;

    /**
     * @param aside runs what blocks
     * @param loop the agent's loop
     */
    public WebPoolWatch(
            WebPoolSettings settings,
            ProxyDriver driver,
            LoadAsker asker,
            Executor aside,
            Executor loop,
            WebPoolListener listener) {
        this(settings, driver, asker, aside, loop, listener, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward; everything takes as long as it says */
    WebPoolWatch(
            WebPoolSettings settings,
            ProxyDriver driver,
            LoadAsker asker,
            Executor aside,
            Executor loop,
            WebPoolListener listener,
            LongSupplier nanos) {
        this.settings = settings;
        this.driver = driver;
        this.asker = asker;
        this.listener = listener;
        this.wishes = new Wishes(driver, aside, loop);
        this.pool = WebPool.of(settings.curve());
        this.nanos = nanos;
        this.born = nanos.getAsLong();
    }

    /** Decides, unless the last change is still under way; then asks everybody of whom no answer is outstanding. */
    public void turn() {
        if (!wishes.underWay()) {
            decide();
        }
        settings.agents().forEach(this::ask);
    }

    private void ask(Name server, Address agent) {
        if (asked.add(server)) {
            asker.ask(agent.host(), agent.port(), answer -> {
                asked.remove(server);
                answer.filter(told -> told.server().equals(server.text())).ifPresent(told -> hear(server, told));
            });
        }
    }

    private void hear(Name server, Told told) {
        loads.put(server, new Load(told.percent(), now().minus(told.age())));
    }

    private Duration now() {
        return Duration.ofNanos(nanos.getAsLong() - born);
    }

    private void decide() {
        WebPool before = pool;
        Duration now = now();
        pool = before.look(now, serving());
        tell(before, now);
        SortedMap<Name, Integer> shares = new TreeMap<>();
        pool.shares().forEach((server, share) -> shares.put(new Name(server), share));
        wishes.tell(PoolWish.ofShares(settings.backend(), shares));
    }

    /** Of who begins slowly, the load says nothing yet. */
    private SortedMap<String, Optional<Load>> serving() {
        SortedMap<String, Optional<Load>> serving = new TreeMap<>();
        driver.states().forEach((id, state) -> {
            boolean isWeb = id.backend().equals(settings.backend());
            if (isWeb && state.usable() && state.operational() == ServerState.RUNNING) {
                serving.put(id.server().text(), Optional.ofNullable(loads.get(id.server())));
            }
        });
        return serving;
    }

    private void tell(WebPool before, Duration now) {
        pool.servers().forEach((server, share) -> {
            OptionalDouble load = share.known(now);
            int old = before.shares().getOrDefault(server, LoadCurve.WHOLE);
            listener.looked(server, load, share.share());
            if (old != share.share()) {
                listener.changed(server, "weight " + old + " -> " + share.share() + ", " + inWords(now));
            }
        });
    }

    /** Of all, as what counts is how they compare. */
    private String inWords(Duration now) {
        StringBuilder loads = new StringBuilder("loads");
        pool.servers()
                .forEach((server, share) ->
                        loads.append(' ').append(server).append(' ').append(inWords(share, now)));
        return loads.toString();
    }

    private static String inWords(WebShare share, Duration now) {
        OptionalDouble load = share.known(now);
        return load.isPresent() ? String.format(Locale.ROOT, "%.0f %%", load.getAsDouble()) : "not known";
    }
}
