package io.signalbox.mysql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
    @ParameterizedTest
    @ValueSource(strings = {"8.0.26", "8.0.36-debug", "8.4.0", "9.7.4-2", "10.0.0"})
    void speaksWithEveryVersionThatSaysReplicaAndSource(String version) {
        assertThat(Dialect.of(version)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.25, SLAVE and MASTER",
        "5.7.44, SLAVE and MASTER",
        "10.11.19-MariaDB-log, MariaDB",
        "5.5.5-10.11.19-MariaDB, MariaDB",
        "'', not a version",
        "9.7, not a version",
        "99999.1.1, not a version"
    })
    void saysWhyItDoesNotSpeakWithOthers(String version, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dialect.of(version))
                .withMessageContaining(reason);
    }
}
