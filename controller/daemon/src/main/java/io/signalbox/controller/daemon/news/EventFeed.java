package io.signalbox.controller.daemon.news;

import io.signalbox.controller.core.event.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The last {@value #KEPT} events, and those who follow them. Each event is one structured log line. */
public final class EventFeed {
    /** How far back a follower can resume. */
    public static final int KEPT = 1000;

    private static final Logger LOG = LoggerFactory.getLogger("io.signalbox.events");

    private final String boot;
    private final Deque<Happening> kept = new ArrayDeque<>();
    private final List<Consumer<Happening>> followers = new CopyOnWriteArrayList<>();
    private long last;

    /** @param boot names this life of the process */
    public EventFeed(String boot) {
        this.boot = boot;
    }

    /** What a follower begins with: what it missed, and whether some of it is gone. */
    public record Start(List<Happening> missed, boolean gap) {}

    public void publish(Time at, String type, String cluster, String sentence, SortedMap<String, String> facts) {
        Happening happening = keep(at, type, cluster, sentence, facts);
        log(happening);
        followers.forEach(follower -> follower.accept(happening));
    }

    public void publish(Time at, String type, String cluster, String sentence) {
        publish(at, type, cluster, sentence, new TreeMap<>());
    }

    private synchronized Happening keep(
            Time at, String type, String cluster, String sentence, SortedMap<String, String> facts) {
        last++;
        Happening happening = new Happening(last, boot + "-" + last, at.wall(), type, cluster, sentence, facts);
        kept.addLast(happening);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        return happening;
    }

    /**
     * From now on {@code follower} hears every event, on the thread that publishes it.
     *
     * @param lastId of the last event that it saw, or empty
     */
    public synchronized Start follow(String lastId, Consumer<Happening> follower) {
        followers.add(follower);
        if (lastId.isEmpty()) {
            return new Start(List.of(), false);
        }
        long seen = number(lastId);
        boolean gap = seen < 0 || seen > last || seen < last - kept.size();
        return new Start(
                kept.stream()
                        .filter(happening -> gap || happening.number() > seen)
                        .toList(),
                gap);
    }

    public void leave(Consumer<Happening> follower) {
        followers.remove(follower);
    }

    public int followers() {
        return followers.size();
    }

    private long number(String id) {
        String prefix = boot + "-";
        String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }

    private static void log(Happening happening) {
        LoggingEventBuilder line =
                LOG.atInfo().addKeyValue("event", happening.type()).addKeyValue("cluster", happening.cluster());
        for (Map.Entry<String, String> fact : happening.facts().entrySet()) {
            line = line.addKeyValue(fact.getKey(), fact.getValue());
        }
        line.log(happening.sentence());
    }
}
