package io.signalbox.site.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.signalbox.site.Json;
import java.util.List;

/**
 * The supervisor's answer.
 *
 * @param refusal empty if it was done
 * @param pid the supervisor's own
 * @param build the build whose jars its programs run from
 */
public record Reply(String refusal, long pid, String build, List<ProgramStatus> programs) {

    public static Reply refused(String reason) {
        return new Reply(reason, 0, "", List.of());
    }

    public boolean done() {
        return refusal.isEmpty();
    }

    String line() {
        return Json.line(this);
    }

    static Reply read(String line) throws JsonProcessingException {
        return Json.MAPPER.readValue(line, Reply.class);
    }
}
