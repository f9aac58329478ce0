package io.signalbox.agents.daemon.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutboxTest {
    private final FakeOutlet outlet = new FakeOutlet();
    private final Outbox outbox = new Outbox(outlet);

    @Test
    void sendsAtOnceWhileThereIsRoom() {
        outbox.report("r1");
        outbox.answer("a1");

        assertThat(outlet.sent).containsExactly("r1", "a1");
    }

    @Test
    void aSlowPeerGetsEveryAnswerAndOnlyTheNewestReport() {
        outlet.full = true;
        outbox.report("r1");
        outbox.answer("a1");
        outbox.report("r2");
        outbox.answer("a2");
        outbox.report("r3");
        assertThat(outlet.sent).isEmpty();

        outlet.full = false;
        outbox.flush();

        assertThat(outlet.sent).containsExactly("a1", "a2", "r3");
        assertThat(outlet.closed).isNull();
    }

    @Test
    void aSlowPeerGetsOnlyTheNewestExaminationAfterTheReport() {
        outlet.full = true;
        outbox.examination("e1");
        outbox.report("r1");
        outbox.examination("e2");

        outlet.full = false;
        outbox.flush();

        assertThat(outlet.sent).containsExactly("r1", "e2");
    }

    @Test
    void closesWhenTooManyAnswersWait() {
        outlet.full = true;
        for (int i = 0; i < Outbox.MOST_ANSWERS; i++) {
            outbox.answer("a" + i);
        }
        assertThat(outlet.closed).isNull();

        outbox.answer("one more");

        assertThat(outlet.closed).isEqualTo("too slow: 256 answers wait");
        assertThat(outlet.sent).isEmpty();
    }
}
