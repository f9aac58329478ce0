package io.signalbox.haproxy.pool;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The web servers and what each gets of its weight, as of the last look. Immutable: each {@link #look} gives the next one.
 * A share is given up only while another server that takes clients has its whole weight: what is moved goes somewhere,
 * and the shares of all never sink together.
 */
public record WebPool(LoadCurve curve, SortedMap<String, WebShare> servers) {

    public WebPool {
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    }

    public static WebPool of(LoadCurve curve) {
        return new WebPool(curve, new TreeMap<>());
    }

    /**
     * @param now on a clock that only goes forward
     * @param serving the servers that take new clients, each with the load that it told last; others stay as they are,
     *     and nobody is compared with them
     */
    public WebPool look(Duration now, SortedMap<String, Optional<Load>> serving) {
        SortedMap<String, WebShare> next = new TreeMap<>(servers);
        serving.forEach((server, load) -> {
            WebShare before = servers.getOrDefault(server, WebShare.WHOLE);
            next.put(server, load.map(before::hear).orElse(before));
        });
        SortedMap<String, Double> known = known(now, next, serving);
        for (String server : serving.keySet()) {
            next.computeIfPresent(
                    server,
                    (name, share) -> share.step(now, excess(name, known), curve, anotherIsWhole(name, next, serving)));
        }
        return new WebPool(curve, next);
    }

    private static SortedMap<String, Double> known(
            Duration now, SortedMap<String, WebShare> shares, SortedMap<String, Optional<Load>> serving) {
        SortedMap<String, Double> known = new TreeMap<>();
        shares.forEach((server, share) -> {
            if (serving.containsKey(server)) {
                share.known(now).ifPresent(load -> known.put(server, load));
            }
        });
        return known;
    }

    /** Over the mean of all others that are known. */
    private static OptionalDouble excess(String server, SortedMap<String, Double> known) {
        Double own = known.get(server);
        OptionalDouble others = known.entrySet().stream()
                .filter(each -> !each.getKey().equals(server))
                .mapToDouble(Map.Entry::getValue)
                .average();
        return own == null || others.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(own - others.getAsDouble());
    }

    private static boolean anotherIsWhole(
            String server, SortedMap<String, WebShare> shares, SortedMap<String, Optional<Load>> serving) {
        return shares.entrySet().stream()
                .filter(each -> serving.containsKey(each.getKey()))
                .anyMatch(
                        each -> !each.getKey().equals(server) && each.getValue().isWhole());
    }

    /** In hundredths of what the controller wishes, of each server that ever took clients. */
    public SortedMap<String, Integer> shares() {
        SortedMap<String, Integer> shares = new TreeMap<>();
        servers.forEach((server, share) -> shares.put(server, share.share()));
        return shares;
    }

    /** How many changes there were, of all servers together. */
    public long changes() {
        return servers.values().stream().mapToLong(WebShare::changes).sum();
    }
}
