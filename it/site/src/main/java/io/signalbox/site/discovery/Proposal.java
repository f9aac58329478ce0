package io.signalbox.site.discovery;

import java.util.Map;
import java.util.stream.Collectors;

/** The description of a site as far as it can be proposed; docs/network.md has the rest. */
public final class Proposal {
    private Proposal() {}

    /** For `render`: the databases that were found; what only people know stands there as a comment. */
    public static String yaml(Found found) {
        String primary = found.primary().isPresent() ? found.named().getFirst().name() : "not found";
        return """
                # Proposed by `signalbox discover`; the primary is %s. Nothing was changed anywhere.
                cluster: main
                databases: {%s}
                # Only you know these; `render` needs them:
                # controllers: {c1: 10.0.0.5}
                # proxies: {lb1: 10.0.0.1}
                # webs: {web1: 10.0.0.21}
                """.formatted(primary, list(found.databases()));
    }

    private static String list(Map<String, String> databases) {
        return databases.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
