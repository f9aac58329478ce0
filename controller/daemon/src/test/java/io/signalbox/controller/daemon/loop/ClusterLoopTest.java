package io.signalbox.controller.daemon.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Command;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.Tell;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.daemon.FakeMind;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterLoopTest {
    /** Every act on the outside world, in order. */
    private final List<String> acts = new CopyOnWriteArrayList<>();

    private final List<JournalEntry> inherited = new CopyOnWriteArrayList<>();
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final FakeMind mind = new FakeMind(Samples.view());
    private final Inbox inbox = new Inbox(Clock.system());
    private volatile boolean storeFails;
    private volatile Optional<String> trouble = Optional.empty();
    private final AtomicLong terms = new AtomicLong(8);
    private String crashAt = "";
    private volatile OptionalLong reign = OptionalLong.of(1);
    private ClusterLoop loop = loop();

    @AfterEach
    void end() {
        loop.close();
    }

    /** A controller that cannot listen closes what it has made. */
    @Test
    void canBeClosedBeforeItBegan() {
        assertThatCode(loop::close).doesNotThrowAnyException();
    }

    @Test
    void takesOfficeWithANewTermTheRecordAndTheOpenRunsJournal() {
        start();
        assertThat(mind.heard().getFirst()).isInstanceOfSatisfying(Event.TookOffice.class, office -> {
            assertThat(office.term()).isEqualTo(9);
            assertThat(office.record().run().id()).isEqualTo("r-1");
            assertThat(office.journal()).containsExactly(Samples.entry("r-1", "detach"));
        });
        assertThat(inherited).containsExactly(Samples.entry("r-0", "finish"));
    }

    @Test
    void performsEffectsInListOrderAndHandlesTheStoresAnswerBeforeWhatWaits() {
        mind.reacting(event -> switch (event) {
            case Event.Linked linked ->
                List.of(
                        new Effect.Journal(Samples.entry("r-1", "attach")),
                        new Effect.WriteRecord(5, Samples.record(6, Run.NONE)),
                        send("c-1"),
                        tell("linked.told"));
            case Event.Written written -> List.of(tell("written.told"));
            case Event.Unlinked unlinked -> List.of(tell("unlinked.told"));
            default -> List.of();
        });
        inbox.offer(at -> new Event.Linked(at, "db1"));
        inbox.offer(at -> new Event.Unlinked(at, "db1", "test"));
        start();
        await().until(() -> acts.contains("tell unlinked.told"));
        assertThat(acts)
                .containsExactly(
                        "append attach",
                        "write 6",
                        "send c-1",
                        "tell linked.told",
                        "tell written.told",
                        "tell unlinked.told");
    }

    @Test
    void whatIsSentWaitsForTheEntriesBeforeItAndEntriesShareOneForcing() {
        mind.reacting(event -> event instanceof Event.Linked
                ? List.of(
                        new Effect.Journal(Samples.entry("r-1", "hold")),
                        new Effect.Journal(Samples.entry("r-1", "attach")),
                        send("c-1"),
                        send("c-2"),
                        new Effect.Journal(Samples.entry("r-1", "open")))
                : List.of());
        inbox.offer(at -> new Event.Linked(at, "db1"));
        start();
        await().until(() -> acts.size() == 7);
        assertThat(acts)
                .containsExactly("append hold", "append attach", "sync", "send c-1", "send c-2", "append open", "sync");
    }

    @Test
    void aFailedStoreIsReturnedToEverySecondUntilItGivesANewTerm() {
        mind.reacting(event -> event instanceof Event.Linked
                ? List.of(new Effect.Journal(Samples.entry("r-1", "attach")))
                : List.of());
        start();
        storeFails = true;
        inbox.offer(at -> new Event.Linked(at, "db1"));
        await().until(() -> mind.heard(Event.StoreFailed.class).size() >= 2);
        storeFails = false;
        await().until(() -> mind.heard(Event.TookOffice.class).size() == 2);
        List<Event.StoreFailed> failures = mind.heard(Event.StoreFailed.class);
        Event.TookOffice again = mind.heard(Event.TookOffice.class).getLast();
        assertThat(again.term()).isEqualTo(10);
        assertThat(failures.get(1).at().since(failures.get(0).at())).isGreaterThanOrEqualTo(ClusterLoop.STORE_PAUSE);
        assertThat(again.at().since(failures.getLast().at())).isGreaterThanOrEqualTo(ClusterLoop.STORE_PAUSE);
    }

    @Test
    void nothingBehindAFailedStoreEffectIsDone() {
        mind.reacting(event -> event instanceof Event.Linked
                ? List.of(new Effect.Journal(Samples.entry("r-1", "attach")), send("c-1"), tell("never"))
                : List.of());
        start();
        storeFails = true;
        inbox.offer(at -> new Event.Linked(at, "db1"));
        await().until(() -> !mind.heard(Event.StoreFailed.class).isEmpty());
        assertThat(acts).containsExactly("append attach");
        assertThat(mind.heard(Event.StoreFailed.class).getFirst().reason()).contains("disk full");
    }

    @Test
    void anOutrunWriteIsAConflictAndEndsTheList() {
        mind.reacting(event -> event instanceof Event.Linked
                ? List.of(new Effect.WriteRecord(4, Samples.record(6, Run.NONE)), send("c-1"))
                : List.of());
        start();
        inbox.offer(at -> new Event.Linked(at, "db1"));
        await().until(() -> !mind.heard(Event.Conflicted.class).isEmpty());
        assertThat(acts).doesNotContain("send c-1");
        assertThat(mind.heard(Event.Conflicted.class).getFirst().found().rev()).isEqualTo(5);
    }

    @Test
    void whoDoesNotLeadHearsEverythingButTakesNoOffice() {
        reign = OptionalLong.empty();
        loop.start(() -> inbox.offer(at -> new Event.Linked(at, "db1")));
        await().until(() -> !mind.heard(Event.Linked.class).isEmpty() && mind.ticks() > 3);
        assertThat(mind.heard(Event.TookOffice.class)).isEmpty();
        reign = OptionalLong.of(77);
        await().until(() -> !mind.heard(Event.TookOffice.class).isEmpty());
        assertThat(mind.heard(Event.TookOffice.class).getFirst().term()).isEqualTo(9);
    }

    @Test
    void theEndOfAReignEndsTheListOfEffectsBeforeTheNextCommand() {
        mind.reacting(
                event -> event instanceof Event.Linked ? List.of(send("c-1"), send("c-2"), tell("never")) : List.of());
        start();
        reign = OptionalLong.empty();
        inbox.offer(at -> new Event.Linked(at, "db1"));
        await().until(() -> !mind.heard(Event.LostOffice.class).isEmpty()
                && !mind.heard(Event.Linked.class).isEmpty());
        assertThat(acts).isEmpty();
    }

    @Test
    void aNewReignIsANewOfficeEvenIfNobodySawTheOldOneEnd() {
        start();
        reign = OptionalLong.of(2);
        await().until(() -> mind.heard(Event.TookOffice.class).size() == 2);
        assertThat(mind.heard(Event.LostOffice.class)).hasSize(1);
        assertThat(mind.heard(Event.TookOffice.class).getLast().term()).isEqualTo(10);
    }

    @Test
    void whileItDoesNotLeadAFailedStoreIsNotReturnedTo() {
        mind.reacting(event -> event instanceof Event.Linked
                ? List.of(new Effect.Journal(Samples.entry("r-1", "attach")))
                : List.of());
        start();
        storeFails = true;
        inbox.offer(at -> new Event.Linked(at, "db1"));
        await().until(() -> !mind.heard(Event.StoreFailed.class).isEmpty());
        reign = OptionalLong.empty();
        await().until(() -> !mind.heard(Event.LostOffice.class).isEmpty());
        storeFails = false;
        Time lost = mind.heard(Event.LostOffice.class).getFirst().at();
        await().until(() -> inbox.now().since(lost).compareTo(ClusterLoop.STORE_PAUSE) > 0);
        assertThat(mind.heard(Event.TookOffice.class)).hasSize(1);
    }

    @Test
    void aStoreThatCannotBeUsedIsTheFirstOfTheProblems() {
        start();
        assertThat(loop.view().problems()).extracting(ClusterView.Problem::code).doesNotContain(StoreTrouble.CODE);
        assertThat(loop.view().protectedNow()).isTrue();
        trouble = Optional.of("nobody answers");
        assertThat(loop.view().problems().getFirst().code()).isEqualTo(StoreTrouble.CODE);
        assertThat(loop.view().problems().getFirst().sentence()).endsWith("nobody answers");
        assertThat(loop.view().protectedNow()).isFalse();
    }

    @Test
    void aRequestIsAnsweredWithTheKernelsFirstWord() throws Exception {
        Operation refused = operation("op-1", Effect.State.REFUSED);
        mind.reacting(event -> event instanceof Event.Requested
                ? List.of(
                        new Effect.Progress(operation("op-1", Effect.State.ACCEPTED)),
                        new Effect.Progress(refused),
                        new Effect.Progress(operation("op-2", Effect.State.DONE)))
                : List.of());
        start();
        assertThat(loop.request(new Intent.Pause("op-1")).get(5, TimeUnit.SECONDS))
                .isEqualTo(refused);
    }

    @Test
    void aRequestOnWhichTheKernelSaysNothingIsAccepted() throws Exception {
        start();
        Operation answer = loop.request(new Intent.Pause("op-1")).get(5, TimeUnit.SECONDS);
        assertThat(answer.state()).isEqualTo(Effect.State.ACCEPTED);
        assertThat(answer.kind()).isEqualTo("pause");
    }

    @Test
    void theMindHearsTicksAlsoWhileNothingHappens() {
        start();
        await().until(() -> mind.ticks() > 10);
    }

    @Test
    void aFailingMindEndsTheLoopAndWhoeverAsks() {
        mind.reacting(event -> {
            if (event instanceof Event.Requested) {
                throw new IllegalStateException("a bug");
            }
            return List.of();
        });
        start();
        var answer = loop.request(new Intent.Pause("op-1"));
        assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        await().until(() -> !fatal.isEmpty());
        assertThat(fatal.getFirst()).hasMessage("a bug");
    }

    @Test
    void aFailpointHaltsWhenTheEntryIsDurableAndOneBeforeItDoesNotWriteIt() {
        mind.reacting(event -> event instanceof Event.Linked
                ? List.of(new Effect.Journal(Samples.entry("r-1", "attach")), send("c-1"))
                : List.of());
        haltedAt("failover.attach.begun");
        assertThat(acts).containsExactly("append attach", "sync", "halt");
        acts.clear();
        haltedAt("failover.attach.before-begun");
        assertThat(acts).containsExactly("halt");
    }

    private void haltedAt(String point) {
        crashAt = point;
        fatal.clear();
        loop = loop();
        start();
        inbox.offer(at -> new Event.Linked(at, "db1"));
        await().until(() -> !fatal.isEmpty());
        loop.close();
    }

    private void start() {
        loop.start(() -> {});
        await().until(() -> !mind.heard(Event.TookOffice.class).isEmpty());
    }

    private ClusterLoop loop() {
        Outbox outbox = (String server, Command command, Duration deadline) -> acts.add("send " + command.id());
        Failpoint failpoint = new Failpoint(crashAt, () -> {
            acts.add("halt");
            throw new IllegalStateException("halted");
        });
        return new ClusterLoop(
                "main",
                mind,
                inbox,
                new RecordingStore(),
                new Leadership() {
                    @Override
                    public OptionalLong reign() {
                        return reign;
                    }

                    @Override
                    public boolean standAside() {
                        return false;
                    }

                    @Override
                    public Standing standing() {
                        return new Standing("etcd", reign.isPresent(), Optional.empty(), Optional.empty(), trouble);
                    }
                },
                outbox,
                new Listeners(),
                failpoint,
                fatal::add);
    }

    private static Effect send(String id) {
        return new Effect.Send("db1", Samples.command(id), Duration.ofSeconds(1));
    }

    private static Effect tell(String type) {
        return new Tell(type, "a sentence", new TreeMap<>());
    }

    private static Operation operation(String id, Effect.State state) {
        return new Operation(id, "pause", state, "a sentence", List.of(), "");
    }

    private final class RecordingStore implements Store {
        @Override
        public ClusterRecord read() {
            return Samples.record(5, Samples.run("r-1"));
        }

        @Override
        public Outcome write(long expectedRev, ClusterRecord record) {
            if (expectedRev != 5) {
                return new Outrun(read());
            }
            acts.add("write " + record.rev());
            return new Replaced();
        }

        @Override
        public void append(JournalEntry entry) {
            acts.add("append " + entry.step());
        }

        @Override
        public void sync() throws IOException {
            if (storeFails) {
                throw new IOException("disk full");
            }
            acts.add("sync");
        }

        @Override
        public List<JournalEntry> journal(String run) {
            return List.of(Samples.entry(run, "detach"));
        }

        @Override
        public List<JournalEntry> lately() {
            return List.of(Samples.entry("r-0", "finish"));
        }

        @Override
        public long nextTerm() throws IOException {
            if (storeFails) {
                throw new IOException("disk full");
            }
            return terms.incrementAndGet();
        }

        @Override
        public void close() {}
    }

    private final class Listeners implements Audience {
        @Override
        public void told(String cluster, Time at, Tell tell) {
            acts.add("tell " + tell.type());
        }

        @Override
        public void progressed(String cluster, Time at, Operation operation) {
            acts.add("progress " + operation.id());
        }

        @Override
        public void saw(String cluster, Time at, ClusterView view) {}

        @Override
        public void inherited(String cluster, ClusterRecord record, List<JournalEntry> lately) {
            inherited.addAll(lately);
        }

        @Override
        public void stored(String cluster, Duration took) {}
    }
}
