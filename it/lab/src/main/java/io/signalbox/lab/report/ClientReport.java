package io.signalbox.lab.report;

import io.signalbox.lab.check.ClientFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One kind of client.
 *
 * @param kind {@code raw}, {@code pool} or {@code cli}
 * @param failed writes that were not acknowledged
 * @param longestWaitMillis the longest that one client went without an acknowledgement
 */
public record ClientReport(String kind, long acknowledged, long failed, double longestWaitMillis) {

    public static List<ClientReport> of(List<ClientFigures> figures) {
        return figures.stream()
                .map(figure -> new ClientReport(
                        figure.kind().word(),
                        figure.acknowledged(),
                        figure.failed(),
                        Math.round(figure.longestWait().toNanos() / 100_000.0) / 10.0))
                .toList();
    }

    /** Of all rounds, in the order in which kinds first appear. */
    static List<ClientReport> together(List<RoundReport> rounds) {
        Map<String, ClientReport> kinds = new LinkedHashMap<>();
        rounds.forEach(
                round -> round.clients().forEach(client -> kinds.merge(client.kind(), client, ClientReport::and)));
        return List.copyOf(kinds.values());
    }

    private ClientReport and(ClientReport other) {
        return new ClientReport(
                kind,
                acknowledged + other.acknowledged,
                failed + other.failed,
                Math.max(longestWaitMillis, other.longestWaitMillis));
    }
}
