package io.signalbox.controller.daemon.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.daemon.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox(Clock.system());

    @Test
    void aCrowdedInboxKeepsOnlyTheNewestReportOfEachServerAndEverythingElse() throws InterruptedException {
        for (int i = 0; i < Inbox.CROWDED; i++) {
            inbox.offer(at -> new Event.Linked(at, "db1"));
        }
        for (int sequence = 1; sequence <= 500; sequence++) {
            long n = sequence;
            inbox.offer(at -> new Event.Reported(at, Samples.report("db1", n)));
            inbox.offer(at -> new Event.Reported(at, Samples.report("db2", n)));
        }
        List<Event> events = drain();
        assertThat(events).hasSize(Inbox.CROWDED + 2);
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        Event.Reported.class,
                        r -> assertThat(r.report().sequence()).isEqualTo(500));
    }

    @Test
    void anUncrowdedInboxKeepsEveryReportInOrder() throws InterruptedException {
        for (int sequence = 1; sequence <= 10; sequence++) {
            long n = sequence;
            inbox.offer(at -> new Event.Reported(at, Samples.report("db1", n)));
        }
        assertThat(drain().stream().map(e -> ((Event.Reported) e).report().sequence()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void whatIsTooMuchIsNotTaken() {
        for (int i = 0; i < Inbox.MOST_EVENTS; i++) {
            assertThat(inbox.offer(at -> new Event.Linked(at, "db1"))).isTrue();
        }
        assertThat(inbox.offer(at -> new Event.Linked(at, "db1"))).isFalse();
    }

    @Test
    void timesNeverRunBackwards() throws InterruptedException {
        List<Thread> posters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            posters.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 100; n++) {
                    inbox.offer(at -> new Event.Linked(at, "db1"));
                }
            }));
        }
        List<Event> events = new ArrayList<>();
        while (events.size() < 400) {
            inbox.take(1_000_000_000L).ifPresent(events::add);
            events.add(new Event.Ticked(inbox.now()));
        }
        for (Thread poster : posters) {
            poster.join();
        }
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).at().since(events.get(i - 1).at()).isNegative())
                    .isFalse();
        }
    }

    private List<Event> drain() throws InterruptedException {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> next = inbox.take(0); next.isPresent(); next = inbox.take(0)) {
            events.add(next.get());
        }
        return events;
    }
}
