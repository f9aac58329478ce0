package io.signalbox.controller.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.Samples;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every {@link Store} keeps. */
public interface StoreContract {

    /** Opens the store of the test's one place; again after an end: a restart. */
    Store open(String cluster) throws IOException;

    @Test
    default void beginsWithRevisionZero() throws IOException {
        try (Store store = open("main")) {
            assertThat(store.read().rev()).isZero();
            assertThat(store.read().cluster()).isEqualTo("main");
            assertThat(store.journal("")).isEmpty();
        }
    }

    @Test
    default void everyRecordAndEntryComesBackAsItWas() throws IOException {
        ClusterRecord record = Samples.record(1, Samples.run("r-1"));
        JournalEntry entry = Samples.entry("r-1", "detach");
        try (Store store = open("main")) {
            assertThat(store.write(0, record)).isEqualTo(new Store.Replaced());
            store.append(entry);
            store.sync();
        }
        try (Store store = open("main")) {
            assertThat(store.read()).isEqualTo(record);
            assertThat(store.journal("r-1")).containsExactly(entry);
        }
    }

    @Test
    default void aWriteThatWasOutrunChangesNothingAndShowsWhatIsThere() throws IOException {
        try (Store store = open("main")) {
            ClusterRecord first = Samples.record(1, Run.NONE);
            store.write(0, first);
            assertThat(store.write(0, Samples.record(2, Run.NONE))).isEqualTo(new Store.Outrun(first));
            assertThat(store.read()).isEqualTo(first);
        }
    }

    @Test
    default void aRevThatDoesNotGrowIsAnError() throws IOException {
        try (Store store = open("main")) {
            assertThatThrownBy(() -> store.write(0, Samples.record(0, Run.NONE)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void termsGrowOverRestartsAndAboveTheRecordsTerm() throws IOException {
        long first;
        try (Store store = open("main")) {
            first = store.nextTerm();
            assertThat(first).isPositive();
            ClusterRecord record = Samples.record(1, Run.NONE);
            store.write(0, record);
            assertThat(store.nextTerm()).isGreaterThan(Math.max(first, record.term()));
        }
        try (Store store = open("main")) {
            assertThat(store.nextTerm()).isGreaterThan(first + 1);
        }
    }

    @Test
    default void theJournalKeepsTheLastRunOnlyAndNotWithoutBound() throws IOException {
        try (Store store = open("main")) {
            store.append(Samples.entry("r-1", "detach"));
            store.sync();
            for (int i = 0; i < Memory.KEPT_ENTRIES + 10; i++) {
                store.append(Samples.entry("r-2", "step-" + i));
                if (i % 100 == 0) {
                    store.sync();
                }
            }
            store.sync();
            assertThat(store.journal("r-1")).isEmpty();
            assertThat(store.journal("r-2")).hasSize(Memory.KEPT_ENTRIES);
            assertThat(store.journal("r-2").getLast().step()).isEqualTo("step-1009");
            assertThat(store.lately()).isEqualTo(store.journal("r-2"));
        }
    }

    @Test
    default void anEntryIsDurableWithTheRecordThatFollowsIt() throws IOException {
        try (Store store = open("main")) {
            store.append(Samples.entry("r-1", "name"));
            store.write(0, Samples.record(1, Samples.run("r-1")));
        }
        try (Store store = open("main")) {
            assertThat(store.read().rev()).isEqualTo(1);
            assertThat(store.journal("r-1")).hasSize(1);
        }
    }

    @Test
    default void anEntryThatWasNotSyncedIsNotThereAfterARestart() throws IOException {
        try (Store store = open("main")) {
            store.write(0, Samples.record(1, Samples.run("r-1")));
            store.append(Samples.entry("r-1", "never"));
        }
        try (Store store = open("main")) {
            assertThat(store.journal("r-1")).isEmpty();
        }
    }

    @Test
    default void clustersDoNotMix() throws IOException {
        try (Store store = open("main");
                Store other = open("other")) {
            store.write(0, Samples.record(1, Run.NONE));
            assertThat(other.read().rev()).isZero();
        }
    }
}
