package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.ServerSetting;
import io.signalbox.agents.protocol.Order.Writer;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord.WebWish;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.topology.ProxySight;
import io.signalbox.controller.core.topology.ServerSight;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps every proxy at what is wanted of it. A new wish goes out at once; a proxy that did not confirm is asked again;
 * a proxy whose agent forgot is told anew. While nothing is wanted yet (a new leader has not seen the primary), nothing
 * is sent: what the proxies do stays as it is.
 */
public final class Router {
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final int READER_WEIGHT = 100;

    /** What one proxy was last told. */
    private record Told(long generation, String command, Time at) {}

    /** What the settings of all servers follow from: what operators want, who is not read from, who is cut off. */
    private record From(SortedMap<String, WebWish> web, Set<String> unread, Set<String> cut) {}

    private record Worked(From from, List<ServerSetting> settings) {}

    private final Desk desk;
    private final Map<String, Told> told = new HashMap<>();
    private final Set<String> cut = new TreeSet<>();
    private Optional<Order.Route> wish = Optional.empty();
    private Time wishedAt;
    private long generation;
    private Worked worked;

    Router(Desk desk) {
        this.desk = desk;
        this.wishedAt = desk.now();
        this.worked = workOut();
    }

    /** A new leader wants nothing until it has seen enough. */
    public void clear() {
        told.clear();
        cut.clear();
        wish = Optional.empty();
    }

    /** @param writer the server that may receive new connections, or {@link Writer#NONE}: clients are held */
    public void want(String writer, boolean cutSessions) {
        Order.Route next =
                new Order.Route(new Writer(desk.settings().writerBackend(), writer), cutSessions, settings());
        if (wish.isEmpty() || !wish.get().equals(next)) {
            wish = Optional.of(next);
            wishedAt = desk.now();
            generation++;
        }
        reconcile();
    }

    /** The writer that is wanted open now; empty while clients are held or nothing is wanted yet. */
    public String writer() {
        return wish.map(r -> r.writer().open()).orElse(Writer.NONE);
    }

    /** Sends whatever is missing. Called after every event. */
    public void reconcile() {
        if (wish.isEmpty()) {
            return;
        }
        if (!wish.get().servers().equals(settings())) {
            Writer writer = wish.get().writer();
            wish = Optional.of(new Order.Route(writer, wish.get().cutSessions(), settings()));
            wishedAt = desk.now();
            generation++;
        }
        desk.topology().proxies().stream().filter(ProxySight::linked).forEach(this::tell);
    }

    private void tell(ProxySight proxy) {
        Told last = told.get(proxy.name());
        if (last == null || last.generation() != generation || failed(last) || forgotten(proxy, last)) {
            told.put(proxy.name(), new Told(generation, desk.send(proxy.name(), wish.orElseThrow()), desk.now()));
        }
    }

    private boolean failed(Told last) {
        Outcome outcome = desk.outcome(last.command());
        return !outcome.isPending() && !outcome.isDone() && old(last);
    }

    /** The agent was restarted without its memory: its last route is not the one that it confirmed. */
    private boolean forgotten(ProxySight proxy, Told last) {
        return desk.outcome(last.command()).isDone()
                && desk.now().since(last.at()).compareTo(Duration.ofSeconds(2)) > 0
                && proxy.proxy()
                        .filter(p -> p.alive() && !p.routed().toString().equals(last.command()))
                        .isPresent();
    }

    private boolean old(Told last) {
        return desk.now().since(last.at()).compareTo(RETRY) >= 0;
    }

    /** This proxy does what is wanted and said so. */
    public boolean confirmed(String proxy) {
        Told last = told.get(proxy);
        return last != null
                && last.generation() == generation
                && desk.outcome(last.command()).isDone();
    }

    /** Every proxy that can be reached confirmed, or the bound is over: the others are presumed to route as before. */
    boolean settled() {
        boolean all =
                desk.topology().proxies().stream().filter(ProxySight::linked).allMatch(p -> confirmed(p.name()));
        return all
                || desk.now().since(wishedAt).compareTo(desk.settings().bounds().routeDeadline()) >= 0;
    }

    /** Whether every proxy ends what sessions a web server has that is in maintenance. */
    void cut(String webServer, boolean now) {
        if (now ? cut.add(webServer) : cut.remove(webServer)) {
            reconcile();
        }
    }

    private List<ServerSetting> settings() {
        From from = new From(desk.record().web(), unread(), cut);
        if (!worked.from().equals(from)) {
            worked = workOut();
        }
        return worked.settings();
    }

    /**
     * Nobody reads from a server that is out of service, nor from one whose data is replaced: there tables go before they
     * come.
     */
    private Set<String> unread() {
        Set<String> unread = new TreeSet<>(desk.record().maintenance());
        for (ServerSight server : desk.topology().servers()) {
            if (server.copying().isPresent()) {
                unread.add(server.name());
            }
        }
        return unread;
    }

    private Worked workOut() {
        ClusterSettings s = desk.settings();
        Set<String> unread = unread();
        Stream<ServerSetting> readers = s.servers().stream()
                .map(r -> new ServerSetting(
                        s.readerBackend(),
                        r.name(),
                        unread.contains(r.name()) ? ServerMode.MAINT : ServerMode.READY,
                        READER_WEIGHT));
        Stream<ServerSetting> web = s.web().stream().map(w -> {
            WebWish wished = wished(w);
            return new ServerSetting(w.backend(), w.name(), wished.mode(), wished.weight(), cut.contains(key(w)));
        });
        return new Worked(
                new From(desk.record().web(), unread, Set.copyOf(cut)),
                Stream.concat(readers, web).toList());
    }

    /** What operators want of a web server; ready at its capacity if they said nothing. */
    public WebWish wished(ClusterSettings.WebServer server) {
        return desk.record().web().getOrDefault(key(server), new WebWish(ServerMode.READY, server.weight()));
    }

    private static String key(ClusterSettings.WebServer server) {
        return server.backend() + "/" + server.name();
    }
}
