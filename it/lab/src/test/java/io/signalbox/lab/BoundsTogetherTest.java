package io.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.config.AgentConfig;
import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import org.junit.jupiter.api.Test;

/** Where a bound of one program is known to another, both mean the same. */
class BoundsTogetherTest {
    private final AgentConfig.Isolation isolation = AgentConfig.Isolation.DEFAULT;
    private final Bounds controller = Bounds.defaults();

    @Test
    void theAgentKnowsTheControllersBounds() {
        assertThat(isolation.noAckersAfter()).isEqualTo(controller.noAckersAfter());
        assertThat(isolation.commandDeadline()).isEqualTo(controller.commandDeadline());
        assertThat(isolation.after()).isEqualTo(controller.isolationAfter());
    }

    @Test
    void anIsolatedPrimaryStaysUntilALeaderThatIsBackCouldHaveLetItGoAlone() {
        assertThat(isolation.after())
                .isGreaterThanOrEqualTo(controller.noAckersAfter().plus(controller.commandDeadline()));
    }

    @Test
    void anIsolatedPrimaryStaysLongerThanItsAgentIsTakenForSilent() {
        assertThat(isolation.after()).isGreaterThan(controller.linkLostAfter().multipliedBy(2));
    }
}
