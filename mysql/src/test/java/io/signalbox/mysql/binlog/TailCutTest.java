package io.signalbox.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.signalbox.mysql.binlog.CutPlan.Cut;
import io.signalbox.mysql.binlog.CutPlan.Impossible;
import io.signalbox.mysql.binlog.CutPlan.Nothing;
import io.signalbox.mysql.binlog.CutPlan.Obstacle;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailCutTest {
    private static final String A = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String B = "bbbbbbbb-0000-0000-0000-000000000002";
    private static final GtidSet PRIMARY = GtidSet.range(A, 1, 5);

    @TempDir
    private Path directory;

    private Path data;
    private Path binlog;
    private TailCut cut;

    @BeforeEach
    void emptyServer() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        binlog = data.resolve("binlog.000002");
        Files.writeString(data.resolve("binlog.index"), "./binlog.000001\n./binlog.000002\n");
        Files.writeString(data.resolve("auto.cnf"), "[auto]\n");
        cut = new TailCut(data, directory.resolve("tails"));
    }

    private static BinlogBytes upTo(long last) {
        BinlogBytes file = BinlogBytes.begun(true).previous(A, 3);
        for (long number = 4; number <= last; number++) {
            file.transaction(A, number);
        }
        return file;
    }

    private CutPlan plan(BinlogBytes file) throws IOException {
        Files.write(binlog, file.array());
        return cut.plan(PRIMARY);
    }

    private Obstacle obstacle(BinlogBytes file) throws IOException {
        CutPlan plan = plan(file);
        assertThat(plan).isInstanceOf(Impossible.class);
        return ((Impossible) plan).obstacle();
    }

    @Test
    void cutsWhatThePrimaryLacks() throws IOException {
        int offset = upTo(5).size();
        int size = upTo(7).size();
        assertThat(plan(upTo(7))).isEqualTo(new Cut(binlog, offset, GtidSet.range(A, 6, 7), size - offset));
    }

    @Test
    void savesTheTailAsABinlogOfItsOwn() throws IOException {
        SavedTail saved = cut.perform(plan(upTo(7))).orElseThrow();

        assertThat(Files.readAllBytes(binlog)).isEqualTo(upTo(5).array());
        assertThat(data.resolve("auto.cnf")).doesNotExist();
        assertThat(saved.gtids()).isEqualTo(GtidSet.range(A, 6, 7));
        assertThat(saved.file()).hasFileName("binlog.000002-at-" + upTo(5).size() + ".tail");
        byte[] head = BinlogBytes.begun(false).array();
        byte[] tail = Files.readAllBytes(saved.file());
        assertThat(Arrays.copyOf(tail, head.length)).as("not in use").isEqualTo(head);
        assertThat(Arrays.copyOfRange(tail, head.length, tail.length))
                .isEqualTo(Arrays.copyOfRange(upTo(7).array(), upTo(5).size(), upTo(7).size()));
        assertThat(Files.getPosixFilePermissions(saved.file())).hasSize(2);
    }

    @Test
    void endsInTheSameStateWhereverItWasKilled() throws IOException {
        CutPlan plan = plan(upTo(7));
        Optional<SavedTail> first = cut.perform(plan);

        Files.write(binlog, upTo(7).array());
        assertThat(cut.perform(cut.plan(PRIMARY)))
                .as("killed before the truncation")
                .isEqualTo(first);

        Files.writeString(data.resolve("auto.cnf"), "[auto]\n");
        assertThat(cut.plan(PRIMARY)).isEqualTo(new Nothing(binlog));
        assertThat(cut.perform(cut.plan(PRIMARY)))
                .as("killed after the truncation")
                .isEqualTo(first);
        assertThat(data.resolve("auto.cnf")).doesNotExist();
        try (var files = Files.list(directory.resolve("tails"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void keepsAnotherTailOfTheSameName() throws IOException {
        cut.perform(plan(upTo(6)));
        SavedTail second = cut.perform(plan(upTo(7))).orElseThrow();
        assertThat(second.file().toString()).endsWith("-2.tail");
    }

    @Test
    void findsNothingToCutWhenThePrimaryHasAll() throws IOException {
        CutPlan plan = plan(upTo(5));
        assertThat(plan).isEqualTo(new Nothing(binlog));
        assertThat(cut.perform(plan)).isEmpty();
        assertThat(Files.readAllBytes(binlog)).isEqualTo(upTo(5).array());
    }

    /** mysqld was killed while it wrote: at whatever byte, the plan is that of the whole events before it. */
    @Test
    void toleratesAnEndTornAtAnyByte() throws IOException {
        byte[] whole = upTo(7).array();
        int lacked = upTo(5).size();
        int gtidOfSix = BinlogBytes.begun(true)
                .previous(A, 3)
                .transaction(A, 4)
                .transaction(A, 5)
                .gtid(Event.GTID, A, 6)
                .size();
        for (int end = BinlogBytes.begun(true).previous(A, 3).size(); end < whole.length; end++) {
            Files.write(binlog, Arrays.copyOf(whole, end));
            CutPlan plan = cut.plan(PRIMARY);
            if (end < gtidOfSix) {
                assertThat(plan).as("torn at %s", end).isEqualTo(new Nothing(binlog));
            } else {
                assertThat(plan).as("torn at %s", end).isInstanceOfSatisfying(Cut.class, c -> {
                    assertThat(c.offset()).isEqualTo(lacked);
                });
                assertThat(c(plan).bytes()).isEqualTo(end - lacked);
            }
        }
    }

    private static Cut c(CutPlan plan) {
        return (Cut) plan;
    }

    @Test
    void takesZeroesAndAHalfWrittenLastEventForATornEnd() throws IOException {
        assertThat(plan(upTo(6).raw(new byte[100]))).isInstanceOf(Cut.class);
        byte[] whole = upTo(6).array();
        whole[whole.length - 6] ^= 1;
        Files.write(binlog, whole);
        assertThat(cut.plan(PRIMARY)).isInstanceOf(Cut.class);
    }

    @Test
    void refusesAFileThatIsDamagedInTheMiddle() throws IOException {
        byte[] whole = upTo(7).array();
        whole[upTo(4).size() + 30] ^= 1;
        Files.write(binlog, whole);
        assertThat(cut.plan(PRIMARY))
                .isInstanceOfSatisfying(
                        Impossible.class, i -> assertThat(i.obstacle()).isEqualTo(Obstacle.CORRUPT));
    }

    @Test
    void refusesToCutBeforeSomethingThatThePrimaryHas() throws IOException {
        BinlogBytes file =
                BinlogBytes.begun(true).previous(A, 3).transaction(B, 1).transaction(A, 4);
        assertThat(obstacle(file)).isEqualTo(Obstacle.PRIMARY_HOLDS_LATER_ONES);
    }

    @Test
    void refusesWhenAnEarlierFileHoldsMore() throws IOException {
        assertThat(obstacle(BinlogBytes.begun(true).previous(A, 6).transaction(A, 7)))
                .isEqualTo(Obstacle.EARLIER_FILE_HOLDS_MORE);
    }

    @Test
    void refusesAFileThatWasClosedInOrder() throws IOException {
        assertThat(obstacle(BinlogBytes.begun(false).previous(A, 5).transaction(A, 6)))
                .isEqualTo(Obstacle.CLOSED_CLEANLY);
    }

    @Test
    void refusesTaggedTransactions() throws IOException {
        assertThat(obstacle(upTo(5).gtid(Event.GTID_TAGGED, A, 6))).isEqualTo(Obstacle.TAGGED_TRANSACTIONS);
    }

    @Test
    void refusesByNameWhatItCannotRead() throws IOException {
        Files.write(
                binlog,
                new byte[] {(byte) 0xfd, 'b', 'i', 'n', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThat(((Impossible) cut.plan(PRIMARY)).obstacle()).isEqualTo(Obstacle.ENCRYPTED);
        Files.write(binlog, new byte[100]);
        assertThat(((Impossible) cut.plan(PRIMARY)).obstacle()).isEqualTo(Obstacle.NOT_A_BINLOG);
        Files.write(binlog, new byte[0]);
        assertThat(((Impossible) cut.plan(PRIMARY)).obstacle()).isEqualTo(Obstacle.NOT_A_BINLOG);
        Files.delete(binlog);
        assertThat(((Impossible) cut.plan(PRIMARY)).obstacle()).isEqualTo(Obstacle.NO_BINLOG);
    }

    @Test
    void performsNothingThatIsImpossible() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cut.perform(new Impossible(Obstacle.CORRUPT, "damaged")))
                .withMessage("damaged");
        assertThat(data.resolve("auto.cnf")).exists();
    }

    @Test
    void readsOnWhereItWas() throws IOException {
        BinlogHistory history = new BinlogHistory();
        Files.write(binlog, upTo(5).array());
        assertThat(history.read(data.resolve("binlog.index"))).isEqualTo(GtidSet.range(A, 4, 5));
        Files.write(binlog, upTo(7).array());
        assertThat(history.read(data.resolve("binlog.index"))).isEqualTo(GtidSet.range(A, 4, 7));
    }
}
