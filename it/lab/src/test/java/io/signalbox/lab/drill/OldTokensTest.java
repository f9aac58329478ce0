package io.signalbox.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OldTokensTest {
    @Test
    void countsWhatWasRefusedOfEveryOrderAndNothingElse() {
        String page = """
                # TYPE signalbox_agent_command_seconds histogram
                signalbox_agent_command_seconds_bucket{order="learn",result="refused",le="1.0",} 2.0
                signalbox_agent_command_seconds_count{order="learn",result="refused",} 2.0
                signalbox_agent_command_seconds_count{order="open",result="refused",} 1.0
                signalbox_agent_command_seconds_count{order="open",result="done",} 7.0
                """;
        assertThat(OldTokens.in(page)).isEqualTo(3);
    }
}
