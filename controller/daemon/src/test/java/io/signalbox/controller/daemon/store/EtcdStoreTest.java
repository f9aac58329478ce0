package io.signalbox.controller.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.Samples;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EtcdStoreTest implements StoreContract {
    private final FakeKeys keys = new FakeKeys();

    @Override
    public EtcdStore open(String cluster) {
        return new EtcdStore(keys, "/test/" + cluster, cluster);
    }

    @Test
    void twoControllersNeverGetTheSameTerm() throws IOException {
        EtcdStore one = open("main");
        EtcdStore two = open("main");
        long last = 0;
        for (int i = 0; i < 10; i++) {
            long mine = one.nextTerm();
            long theirs = two.nextTerm();
            assertThat(mine).isGreaterThan(last);
            assertThat(theirs).isGreaterThan(mine);
            last = theirs;
        }
    }

    @Test
    void whoeverWasOutrunByAnotherControllerIsShownItsRecord() throws IOException {
        EtcdStore old = open("main");
        EtcdStore fresh = open("main");
        old.write(0, Samples.record(1, Run.NONE));
        fresh.read();
        ClusterRecord theirs = Samples.record(2, Run.NONE);
        fresh.write(1, theirs);
        assertThat(old.write(1, Samples.record(3, Run.NONE))).isEqualTo(new Store.Outrun(theirs));
    }

    @Test
    void aJournalEntryIsRefusedOnceAnotherControllerWrote() throws IOException {
        EtcdStore old = open("main");
        EtcdStore fresh = open("main");
        old.write(0, Samples.record(1, Samples.run("r-1")));
        fresh.read();
        fresh.write(1, Samples.record(2, Run.NONE));
        old.append(Samples.entry("r-1", "open"));
        assertThatThrownBy(old::sync).isInstanceOf(IOException.class).hasMessageContaining("another controller wrote");
        assertThat(open("main").journal("r-1")).isEmpty();
    }

    @Test
    void aTermThatAnotherTookDoesNotHinderAWriteThatItDoesNotContradict() throws IOException {
        EtcdStore store = open("main");
        store.write(0, Samples.record(1, Run.NONE));
        long term = open("main").nextTerm();
        assertThat(store.write(1, Samples.record(2, Run.NONE))).isEqualTo(new Store.Replaced());
        assertThat(open("main").nextTerm()).isGreaterThan(term);
    }

    @Test
    void whoLeadsNoMoreWritesNothing() throws IOException {
        EtcdStore store = open("main");
        store.write(0, Samples.record(1, Run.NONE));
        keys.depose();
        assertThatThrownBy(() -> store.write(1, Samples.record(2, Run.NONE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another controller leads");
        assertThatThrownBy(store::nextTerm).isInstanceOf(IOException.class);
    }

    @Test
    void afterALostAnswerTheNextCallFindsOutThatItWasWritten() throws IOException {
        EtcdStore store = open("main");
        ClusterRecord record = Samples.record(1, Run.NONE);
        keys.next(FakeKeys.Fate.LOST_AFTER);
        assertThatThrownBy(() -> store.write(0, record)).isInstanceOf(IOException.class);
        assertThat(store.read()).isEqualTo(record);
        assertThat(store.write(1, Samples.record(2, Run.NONE))).isEqualTo(new Store.Replaced());
    }

    @Test
    void afterALostRequestTheOldRecordStandsAndCanBeReplaced() throws IOException {
        EtcdStore store = open("main");
        keys.next(FakeKeys.Fate.LOST_BEFORE);
        assertThatThrownBy(() -> store.write(0, Samples.record(1, Run.NONE))).isInstanceOf(IOException.class);
        assertThat(store.write(0, Samples.record(1, Run.NONE))).isEqualTo(new Store.Replaced());
    }

    @Test
    void entriesOfAFailedWriteAreNotMadeDurableByALaterOne() throws IOException {
        EtcdStore store = open("main");
        store.append(Samples.entry("r-1", "detach"));
        keys.next(FakeKeys.Fate.LOST_BEFORE);
        assertThatThrownBy(store::sync).isInstanceOf(IOException.class);
        store.write(0, Samples.record(1, Samples.run("r-1")));
        assertThat(open("main").journal("r-1")).isEmpty();
    }

    @Test
    void aTermIsAboveEtcdsOwnRevisionSoThatItGrowsEvenIfTheKeyIsLost() throws IOException {
        EtcdStore store = open("main");
        long term = store.nextTerm();
        for (int rev = 1; rev <= 5; rev++) {
            open("other").nextTerm();
        }
        assertThat(new EtcdStore(keys, "/test/moved", "main").nextTerm()).isGreaterThan(term);
    }

    @Test
    void whatIsNoDocumentIsRefused() throws IOException {
        keys.swap("/test/main", 0, "nonsense");
        assertThatThrownBy(() -> open("main").read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no document");
    }
}
