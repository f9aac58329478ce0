package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /clusters/{c}/doctor}: what was found, then once for each code why it matters and what to do. */
public final class DoctorPage {
    private DoctorPage() {}

    public static String of(JsonNode doctor, Paint paint) {
        JsonNode findings = doctor.path("items");
        if (findings.isEmpty()) {
            return paint.tint(Tone.GOOD, "sound") + ": nothing was found on "
                    + doctor.path("servers").size() + " servers\n";
        }
        Table table = new Table("SEVERITY", "PROMISE", "SERVER", "CODE", "SEEN");
        Map<String, String> explained = new LinkedHashMap<>();
        findings.forEach(finding -> {
            table.row(
                    Words.text(finding, "severity"),
                    Words.text(finding, "promise"),
                    Words.text(finding, "server"),
                    Words.text(finding, "code"),
                    Words.text(finding, "evidence"));
            explained.put(Words.text(finding, "code"), explanation(finding));
        });
        StringBuilder page = new StringBuilder(verdict(doctor, paint)).append(table.print("  ", paint));
        explained.forEach((code, text) -> page.append("\n")
                .append(paint.tint(Tone.STRONG, code))
                .append(": ")
                .append(text));
        return page.toString();
    }

    private static String verdict(JsonNode doctor, Paint paint) {
        return doctor.path("sound").asBoolean()
                ? paint.tint(Tone.GOOD, "sound") + ": no promise is broken\n"
                : paint.tint(Tone.BAD, "not sound") + ": a promise is broken, or cannot be given\n";
    }

    private static String explanation(JsonNode finding) {
        return Words.text(finding, "sentence") + "\n  " + Words.text(finding, "mend") + "\n";
    }
}
