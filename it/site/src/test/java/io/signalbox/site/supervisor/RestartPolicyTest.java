package io.signalbox.site.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private final RestartPolicy policy =
            new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(3), 20);

    @Test
    void startsAgainAtOnceAfterALongLifeAndEverMoreSlowlyAfterShortOnes() {
        assertThat(policy.pause(0)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.pause(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.pause(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(policy.pause(4)).isEqualTo(Duration.ofMillis(800));
        assertThat(policy.pause(7)).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void givesUpAfterItsLimitOfShortLives() {
        assertThat(policy.givesUpAfter(19, new End(1))).isFalse();
        assertThat(policy.givesUpAfter(20, new End(1))).isTrue();
    }

    @Test
    void givesUpAtOnceOnAProgramThatCallsItsConfigurationWrong() {
        assertThat(policy.givesUpAfter(1, new End(2))).isTrue();
    }

    @Test
    void tellsAnEndBySignalFromAnExit() {
        assertThat(new End(137).words()).isEqualTo("ended by SIGKILL");
        assertThat(new End(3).words()).isEqualTo("exit 3");
        assertThat(new End(End.UNKNOWN).words()).isEqualTo("ended while nobody watched");
    }
}
