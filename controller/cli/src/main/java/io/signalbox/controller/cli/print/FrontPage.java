package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code GET /fronts}, and what a change of certificates or limits answers. */
public final class FrontPage {
    private FrontPage() {}

    /** Each HAProxy, its certificates and its limits. */
    public static String of(JsonNode body, Paint paint) {
        return StreamSupport.stream(body.path("items").spliterator(), false)
                .map(front -> ofOne(front, paint))
                .collect(Collectors.joining("\n"));
    }

    private static String ofOne(JsonNode front, Paint paint) {
        String detail = front.path("detail").asText();
        return paint.tint(Tone.STRONG, Words.text(front, "proxy"))
                + (detail.isEmpty() ? "" : "  " + paint.tint(Tone.WARN, "!") + " " + detail)
                + "\n" + certificates(front, paint) + limits(front);
    }

    private static String certificates(JsonNode front, Paint paint) {
        Table table = new Table("CERTIFICATE", "EXPIRES", "FOR", "SIGNED BY", "AS IN ITS FILE");
        front.path("certificates")
                .forEach(each -> table.row(
                        Words.text(each, "name"),
                        Words.text(each, "notAfter"),
                        Words.text(each, "subject"),
                        Words.text(each, "issuer"),
                        Words.yes(each, "inForce")));
        return table.print("  ", paint);
    }

    private static String limits(JsonNode front) {
        JsonNode limits = front.path("limits");
        return limits.isMissingNode()
                ? ""
                : "  one client: " + limits.path("requests").asText() + " requests in 10 s, "
                        + limits.path("connections").asText() + " connections\n";
    }
}
