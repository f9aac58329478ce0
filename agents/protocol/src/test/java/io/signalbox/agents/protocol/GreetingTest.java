package io.signalbox.agents.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {
    @ParameterizedTest(name = "an agent with {0} to {1}, a controller with {2} to {3}: {4}")
    @CsvSource({
        "1,1,1,1,1",
        "1,2,1,1,1",
        "1,2,2,3,2",
        "2,3,1,2,2",
        "1,3,1,2,2",
        "2,2,1,1,-1",
        "1,1,2,2,-1",
        "3,4,1,2,-1"
    })
    void theNewestVersionThatBothSpeakIsSpoken(int oldest, int version, int ourOldest, int ours, int spoken) {
        OptionalInt common =
                new Frame.Greeting(version, Optional.of(oldest), "db1", "life", "nonce").common(ours, ourOldest);
        assertThat(common.orElse(-1)).isEqualTo(spoken);
    }

    /** As the first version said it. */
    @Test
    void whoDoesNotNameAnOldestVersionSpeaksOne() throws MalformedMessage {
        String first = Wire.encode(new Frame.Greeting(1, Optional.empty(), "db1", "life", "nonce"));
        Frame.Greeting greeting = (Frame.Greeting) Wire.decode(first.replaceAll("\"oldest\":null,?", ""));
        assertThat(greeting.common(2, 1)).hasValue(1);
        assertThat(greeting.common(3, 2)).isEmpty();
        assertThat(greeting.versions()).isEqualTo("1 to 1");
    }
}
