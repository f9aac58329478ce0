package io.signalbox.haproxy.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.version.HaproxyVersion.Standing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaproxyVersionTest {
    @ParameterizedTest
    @CsvSource({
        "2.4.22, TOO_OLD",
        "1.8, TOO_OLD",
        "2.6.12-1+deb12u4, KNOWN",
        "2.8.3, KNOWN",
        "3.0.11-1+deb13u3, KNOWN",
        "3.2.26-1, KNOWN",
        "3.3-dev4-abc, NOT_TRIED",
        "3.20.1, NOT_TRIED",
        "'', NOT_TRIED",
        "unknown, NOT_TRIED",
        "99999999999.1, NOT_TRIED"
    })
    void knowsWhichVersionsWereTried(String text, Standing standing) {
        assertThat(HaproxyVersion.parse(text).standing()).isEqualTo(standing);
        assertThat(HaproxyVersion.parse(text)).hasToString(text);
    }
}
