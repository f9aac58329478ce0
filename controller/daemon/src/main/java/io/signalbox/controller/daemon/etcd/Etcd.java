package io.signalbox.controller.daemon.etcd;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The calls of etcd's version 3 that are used here. Keys and values are text; an absent number is 0, as in its JSON. */
final class Etcd {
    /** For what a kernel's thread waits. */
    static final Duration STORE_CALL = Duration.ofMillis(1500);

    /** A key with its value; the lease is 0 where it has none. */
    record Pair(String key, String value, long created, long changed, long lease) {}

    /** What a range of keys holds, at one revision of etcd. */
    record Range(List<Pair> pairs, long latest) {
        Optional<Pair> pair(String key) {
            return pairs.stream().filter(pair -> pair.key().equals(key)).findFirst();
        }
    }

    /** A transaction's answer; of a failed one, what its keys hold. */
    record Outcome(boolean succeeded, Range found) {}

    private final Gateway gateway;

    Etcd(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Every key from {@code first} on, before {@code end}. */
    Range between(String first, String end, Duration within) throws IOException {
        JsonObject all = new JsonObject().put("key", encoded(first)).put("range_end", encoded(end));
        return range(gateway.call("/v3/kv/range", all, within));
    }

    Range get(String key, Duration within) throws IOException {
        return range(gateway.call("/v3/kv/range", new JsonObject().put("key", encoded(key)), within));
    }

    /** Puts the pair if everything in {@code conditions} holds; else answers with what {@code keys} hold. */
    Outcome putIf(List<JsonObject> conditions, JsonObject put, List<String> keys, Duration within) throws IOException {
        JsonArray looks = new JsonArray();
        keys.forEach(key ->
                looks.add(new JsonObject().put("request_range", new JsonObject().put("key", encoded(key)))));
        JsonObject transaction = new JsonObject()
                .put("compare", new JsonArray(conditions))
                .put("success", new JsonArray().add(new JsonObject().put("request_put", put)))
                .put("failure", looks);
        return outcome(gateway.call("/v3/kv/txn", transaction, within));
    }

    static JsonObject changedAt(String key, long revision) {
        return condition(key, "MOD").put("mod_revision", Long.toString(revision));
    }

    static JsonObject createdAt(String key, long revision) {
        return condition(key, "CREATE").put("create_revision", Long.toString(revision));
    }

    private static JsonObject condition(String key, String target) {
        return new JsonObject().put("key", encoded(key)).put("target", target).put("result", "EQUAL");
    }

    static JsonObject pair(String key, String value) {
        return new JsonObject().put("key", encoded(key)).put("value", encoded(value));
    }

    static JsonObject pair(String key, String value, long lease) {
        return pair(key, value).put("lease", Long.toString(lease));
    }

    // ---- leases

    /** @param seconds how long it lasts as etcd granted it, which may be more than was asked for */
    record Granted(long lease, long seconds) {}

    Granted grant(int seconds, Duration within) throws IOException {
        JsonObject answer =
                gateway.call("/v3/lease/grant", new JsonObject().put("TTL", Integer.toString(seconds)), within);
        return new Granted(number(answer, "ID"), number(answer, "TTL"));
    }

    /** @return for how many seconds it lasts from now on; 0 if there is no such lease any more */
    long keepAlive(long lease, Duration within) throws IOException {
        JsonObject answer = gateway.call("/v3/lease/keepalive", id(lease), within);
        return number(answer.getJsonObject("result", new JsonObject()), "TTL");
    }

    void revoke(long lease, Duration within) throws IOException {
        gateway.call("/v3/lease/revoke", id(lease), within);
    }

    private static JsonObject id(long lease) {
        return new JsonObject().put("ID", Long.toString(lease));
    }

    // ---- JSON

    private static Range range(JsonObject answer) {
        return new Range(pairs(answer), number(answer.getJsonObject("header", new JsonObject()), "revision"));
    }

    private static Outcome outcome(JsonObject answer) {
        List<Pair> found = new ArrayList<>();
        for (Object response : answer.getJsonArray("responses", new JsonArray())) {
            found.addAll(pairs(((JsonObject) response).getJsonObject("response_range", new JsonObject())));
        }
        // The revision of a put is the transaction's.
        long latest = number(answer.getJsonObject("header", new JsonObject()), "revision");
        return new Outcome(answer.getBoolean("succeeded", false), new Range(List.copyOf(found), latest));
    }

    private static List<Pair> pairs(JsonObject range) {
        List<Pair> pairs = new ArrayList<>();
        for (Object each : range.getJsonArray("kvs", new JsonArray())) {
            JsonObject pair = (JsonObject) each;
            pairs.add(new Pair(
                    decoded(pair.getString("key", "")),
                    decoded(pair.getString("value", "")),
                    number(pair, "create_revision"),
                    number(pair, "mod_revision"),
                    number(pair, "lease")));
        }
        return pairs;
    }

    private static long number(JsonObject object, String name) {
        return Long.parseLong(String.valueOf(object.getValue(name, "0")));
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
