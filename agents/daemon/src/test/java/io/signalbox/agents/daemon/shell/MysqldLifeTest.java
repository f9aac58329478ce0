package io.signalbox.agents.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.process.ProcessIdentity;
import org.junit.jupiter.api.Test;

class MysqldLifeTest {
    private static final ProcessIdentity FIRST = new ProcessIdentity(10, 100);
    private static final ProcessIdentity SECOND = new ProcessIdentity(10, 200);

    private final MysqldLife life = new MysqldLife();

    @Test
    void theEndOfWhatRanIsNewsOnce() {
        assertThat(life.runs(FIRST)).isTrue();

        assertThat(life.isNews(FIRST)).isTrue();
        assertThat(life.isNews(FIRST)).isFalse();
        assertThat(life.isKnown()).isFalse();
    }

    @Test
    void theEndOfOneThatWasStillStartingIsNoNews() {
        assertThat(life.isNews(FIRST)).isFalse();
    }

    @Test
    void anEndBeforeTheStartsAnswerTurnsTheAnswerIntoAFailure() {
        life.isNews(FIRST);

        assertThat(life.runs(FIRST)).isFalse();
        assertThat(life.runs(SECOND)).isTrue();
    }

    @Test
    void anOrderedEndIsNoNews() {
        life.runs(FIRST);
        life.endOrdered(7);

        assertThat(life.isNews(FIRST)).isFalse();
        life.endAnswered();

        assertThat(life.isKnown()).isFalse();
        life.runs(SECOND);
        assertThat(life.isNews(SECOND)).isTrue();
    }

    @Test
    void anEndThatCameAfterAllIsToldWhenItsOrderHasFailed() {
        life.runs(FIRST);
        life.endOrdered(7);
        life.isNews(FIRST);

        assertThat(life.isEndOrderedBy(7)).isTrue();
        assertThat(life.endFailed()).isTrue();
        assertThat(life.isKnown()).isFalse();
    }

    @Test
    void anOrderThatFailedLeavesALaterEndNews() {
        life.runs(FIRST);
        life.endOrdered(7);

        assertThat(life.endFailed()).isFalse();
        assertThat(life.isNews(FIRST)).isTrue();
    }
}
