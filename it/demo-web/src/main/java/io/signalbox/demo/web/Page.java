package io.signalbox.demo.web;

import io.signalbox.demo.database.Freshness;
import io.signalbox.demo.database.Message;
import io.signalbox.demo.database.Served;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page as HTML: works without a script, which only keeps it fresh. */
final class Page {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int TONES = 6;
    private final String template;
    private final String web;

    Page(String web, String template) {
        this.web = web;
        this.template = template;
    }

    String with(Served<Freshness> served) {
        return fill(Map.of(
                "database", Markup.text(served.database()),
                "took", Markup.text(String.format(Locale.ROOT, "%.1f ms", Json.millis(served.took()))),
                "behind",
                        Markup.text(served.value()
                                .behind()
                                .map(behind -> String.format(Locale.ROOT, "%.0f ms", Json.millis(behind)))
                                .orElse("–")),
                "messages", messages(served.value().messages()),
                "note", ""));
    }

    /** The page is there even when no database is. */
    String without(String sentence) {
        return fill(Map.of(
                "database", "none",
                "took", "–",
                "behind", "–",
                "messages", "",
                "note", "<p class=\"note\">" + Markup.text(sentence) + "</p>"));
    }

    /** @param values ready markup */
    private String fill(Map<String, String> values) {
        return Markup.fill(template, key -> key.equals("web") ? Markup.text(web) : values.getOrDefault(key, ""));
    }

    private static String messages(List<Message> messages) {
        return messages.stream().map(Page::message).collect(Collectors.joining("\n"));
    }

    private static String message(Message message) {
        return """
                <li class="message"><span class="seal tone-%d" aria-hidden="true">%s</span><div>
                <p class="who"><b>%s</b> <time datetime="%s">%s</time> <span>by way of %s</span></p>
                <p class="body">%s</p></div></li>""".formatted(
                Math.floorMod(message.author().hashCode(), TONES),
                Markup.text(Character.toString(message.author().codePointAt(0)).toUpperCase(Locale.ROOT)),
                Markup.text(message.author()),
                Markup.text(message.postedAt().toString()),
                Markup.text(TIME.format(message.postedAt())),
                Markup.text(message.web()),
                Markup.text(message.body()));
    }
}
