package io.signalbox.site.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.site.network.Verdict.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void saysFirstHowItComparesAndThenWhatItsProgramSays() {
        assertThat(words(Check.VALID, "")).isEqualTo("same, valid");
        assertThat(words(Check.NO_VALIDATOR, "")).isEqualTo("same, no validator for this kind of file");
        assertThat(words(Check.NO_VALIDATOR, "-1\n+2")).isEqualTo("differs, no validator for this kind of file");
        assertThat(words(Check.INVALID, "-1\n+2")).isEqualTo("differs, invalid");
        assertThat(words(Check.NOT_CHECKED, "-1\n+2")).isEqualTo("differs, not checked");
        assertThat(words(Check.VALID, "", "not loaded yet")).isEqualTo("same, runs otherwise, valid");
    }

    @Test
    void isNotSameAsWhatItWasNotComparedWith() {
        assertThat(new Verdict("lb1/haproxy.cfg", Check.VALID, "").words()).isEqualTo("valid");
        assertThat(new Verdict("lb1/haproxy.cfg", Check.UNREADABLE, "may not be read").words())
                .isEqualTo("unreadable");
        assertThat(words(Check.UNREADABLE, "")).isEqualTo("unreadable");
    }

    private static String words(Check check, String difference, String... running) {
        return new Verdict("lb1/haproxy.cfg", check, "", true, difference, List.of(running), List.of()).words();
    }
}
