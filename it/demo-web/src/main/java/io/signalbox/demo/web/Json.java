package io.signalbox.demo.web;

import io.signalbox.demo.database.Freshness;
import io.signalbox.demo.database.Message;
import io.signalbox.demo.database.Pause;
import io.signalbox.demo.database.Served;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What is sent as JSON. */
final class Json {
    private static final double MICROS_PER_MILLI = 1_000;

    private Json() {}

    static JsonObject messages(String web, Served<Freshness> served) {
        JsonArray items = new JsonArray();
        served.value().messages().forEach(message -> items.add(message(message)));
        JsonObject json = served(web, served).put("items", items);
        served.value().behind().ifPresent(behind -> json.put("behindMillis", millis(behind)));
        return json;
    }

    static JsonObject posted(String web, Served<Message> served) {
        return served(web, served).put("attempts", served.attempts()).put("message", message(served.value()));
    }

    static JsonObject served(String web, Served<?> served) {
        return new JsonObject()
                .put("web", web)
                .put("database", served.database())
                .put("tookMillis", millis(served.took()));
    }

    static JsonObject pause(Pause pause) {
        return new JsonObject()
                .put("millis", millis(pause.gap()))
                .put("endedAt", pause.ended().toString());
    }

    static double millis(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos()) / MICROS_PER_MILLI;
    }

    private static JsonObject message(Message message) {
        return new JsonObject()
                .put("id", message.id())
                .put("postedAt", message.postedAt().toString())
                .put("author", message.author())
                .put("body", message.body())
                .put("web", message.web());
    }
}
