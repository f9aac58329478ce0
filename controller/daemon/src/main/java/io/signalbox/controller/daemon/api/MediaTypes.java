package io.signalbox.controller.daemon.api;

import java.util.Arrays;
import java.util.Map;

/** What calls answer with, and whether a client wants it. */
final class MediaTypes {
    static final String JSON = "application/json";
    static final String EVENT_STREAM = "text/event-stream";
    static final String TEXT = "text/plain";

    private static final Map<String, String> OTHER_THAN_JSON = Map.of("streamEvents", EVENT_STREAM, "metrics", TEXT);

    private MediaTypes() {}

    static String offered(String operation) {
        return OTHER_THAN_JSON.getOrDefault(operation, JSON);
    }

    /** @param accept the header in lower case; empty accepts everything. Metrics negotiate among text formats */
    static boolean accepts(String accept, String offered) {
        return accept.isBlank()
                || offered.equals(TEXT)
                || Arrays.stream(accept.split(",")).map(String::strip).anyMatch(range -> covers(range, offered));
    }

    private static boolean covers(String range, String offered) {
        String[] parts = range.split(";");
        boolean refused = Arrays.stream(parts).map(String::strip).anyMatch(p -> p.matches("q=0(\\.0*)?"));
        String type = parts[0].strip();
        String family = offered.substring(0, offered.indexOf('/'));
        return !refused && (type.equals("*/*") || type.equals(offered) || type.equals(family + "/*"));
    }
}
