package io.signalbox.controller.daemon.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.store.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedReceiptsTest {
    @TempDir
    Path dir;

    private final Etcd etcd = new Etcd();
    private Controller one;
    private Controller two;

    /** One key, to which whoever leads may write. */
    private static final class Etcd implements Note {
        String text = "";
        boolean away;

        @Override
        public Optional<String> read() throws IOException {
            answer();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        @Override
        public void write(String now) throws IOException {
            answer();
            text = now;
        }

        private void answer() throws IOException {
            if (away) {
                throw new IOException("no quorum");
            }
        }
    }

    private static final class Controller {
        final ReceiptBook book;
        final SharedReceipts shared;
        boolean leads;

        Controller(Path dir, Note note) throws IOException {
            book = ReceiptBook.open(Files.createDirectories(dir), Runnable::run);
            shared = new SharedReceipts(book, note, () -> leads);
        }

        void did(String id, String result) {
            book.merge(List.of(Samples.receipt(id, result)), receipt -> shared.changed());
            shared.turn();
        }

        void inherits(String run) {
            shared.onceTaken(() -> book.complete(
                    Samples.record(1, Run.NONE), List.of(Samples.entry(run, "finish")), receipt -> shared.changed()));
            shared.turn();
        }

        List<String> knows() {
            return book.all().stream().map(Receipt::id).sorted().toList();
        }
    }

    @BeforeEach
    void begin() throws IOException {
        one = new Controller(dir.resolve("c1"), etcd);
        two = new Controller(dir.resolve("c2"), etcd);
        one.leads = true;
    }

    @Test
    void whoFollowsTellsWhatTheLeaderDid() {
        one.did("failover-1", "running");
        one.did("failover-1", "done");
        two.shared.turn();
        assertThat(two.book.find("failover-1")).contains(Samples.receipt("failover-1", "done"));
    }

    @Test
    void theNextLeaderKeepsWhatTheOneBeforeTold() {
        one.did("failover-1", "done");
        one.leads = false;
        two.leads = true;
        two.did("switchover-2", "done");
        one.shared.turn();
        assertThat(one.knows()).containsExactly("failover-1", "switchover-2");
        assertThat(two.knows()).containsExactly("failover-1", "switchover-2");
    }

    @Test
    void whatALeaderKnowsBetterIsNotTakenBack() {
        one.did("failover-1", "running");
        etcd.away = true;
        one.did("failover-1", "done");
        etcd.away = false;
        one.shared.turn();
        assertThat(one.book.find("failover-1")).contains(Samples.receipt("failover-1", "done"));
        two.shared.turn();
        assertThat(two.book.find("failover-1")).contains(Samples.receipt("failover-1", "done"));
    }

    /** The leader stood still, or ended, between the end of its run and the telling. */
    @Test
    void whatEndedUntoldIsToldByTheNextLeaderAndWhoKnowsMoreKeepsThat() {
        etcd.away = true;
        one.did("switchover-1", "done");
        one.leads = false;
        etcd.away = false;
        two.leads = true;
        two.inherits("switchover-1");
        two.inherits("failover-0");
        Receipt untold = two.book.find("switchover-1").orElseThrow();
        assertThat(untold.result()).isEqualTo("done");
        assertThat(untold.to()).isEqualTo(Samples.record(1, Run.NONE).primary());
        assertThat(untold.timeline()).containsExactly("2023-11-14T22:13:20Z finish");
        one.shared.turn();
        assertThat(one.book.find("switchover-1")).contains(Samples.receipt("switchover-1", "done"));
        assertThat(one.knows()).containsExactly("failover-0", "switchover-1");
    }

    @Test
    void nothingIsPutTogetherBeforeItIsKnownWhatTheOthersTold() {
        one.did("switchover-1", "done");
        one.leads = false;
        two.leads = true;
        etcd.away = true;
        two.inherits("switchover-1");
        assertThat(two.knows()).isEmpty();
        etcd.away = false;
        two.shared.turn();
        assertThat(two.book.find("switchover-1")).contains(Samples.receipt("switchover-1", "done"));
    }

    @Test
    void onlyTheNewestAreShared() {
        for (int i = 0; i < SharedReceipts.SHARED + 5; i++) {
            one.did("failover-" + i, "done");
        }
        two.shared.turn();
        assertThat(two.knows()).hasSize(SharedReceipts.SHARED);
    }

    @Test
    void whatIsNoPageIsLeftAlone() {
        etcd.text = "{\"receipts\": 7}";
        two.shared.turn();
        assertThat(two.knows()).isEmpty();
    }
}
