package io.signalbox.site.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.site.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @ParameterizedTest
    @EnumSource
    void isReadBackAsItWasWritten(Request.Verb verb) {
        Request request = new Request(verb, "db1/agent");

        assertThat(Request.parse(request.line())).contains(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "explode", "hold-on db1/agent"})
    void isRefusedWhenItsVerbIsUnknown(String line) {
        assertThat(Request.parse(line)).isEmpty();
    }

    @Test
    void itsReplyKeepsWhatIsAbsent() throws Exception {
        Reply reply = new Reply(
                "",
                7,
                "abc",
                List.of(
                        new ProgramStatus("a", ProgramStatus.State.RUNNING, Optional.of(9L), 1, Optional.empty()),
                        new ProgramStatus(
                                "b", ProgramStatus.State.GAVE_UP, Optional.empty(), 3, Optional.of("exit 2"))));

        assertThat(Reply.read(Json.line(reply))).isEqualTo(reply);
    }
}
