package io.signalbox.controller.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest implements StoreContract {
    @TempDir
    Path dir;

    @Override
    public FileStore open(String cluster) throws IOException {
        return FileStore.open(dir, cluster);
    }

    @Test
    void termsAreCounted() throws IOException {
        try (FileStore store = FileStore.open(dir, "main")) {
            assertThat(store.nextTerm()).isEqualTo(1);
            store.write(0, Samples.record(1, Run.NONE));
            assertThat(store.nextTerm()).isEqualTo(Samples.record(1, Run.NONE).term() + 1);
        }
        try (FileStore store = FileStore.open(dir, "main")) {
            assertThat(store.nextTerm()).isEqualTo(5);
        }
    }

    @Test
    void anEntryAndTheRecordThatFollowsItAreOneLine() throws IOException {
        try (FileStore store = FileStore.open(dir, "main")) {
            store.append(Samples.entry("r-1", "name"));
            assertThat(lines()).isEqualTo(1);
            store.write(0, Samples.record(1, Samples.run("r-1")));
            assertThat(lines()).isEqualTo(2);
        }
        try (FileStore store = FileStore.open(dir, "main")) {
            assertThat(store.read().rev()).isEqualTo(1);
            assertThat(store.journal("r-1")).hasSize(1);
        }
    }

    @Test
    void theFileDoesNotGrowWhileItIsFilled() throws IOException {
        try (FileStore store = FileStore.open(dir, "main")) {
            long size = Files.size(dir.resolve("main.history"));
            store.write(0, Samples.record(1, Run.NONE));
            assertThat(Files.size(dir.resolve("main.history"))).isEqualTo(size).isEqualTo(FileStore.LONGEST_BYTES);
        }
    }

    @Test
    void theFileStaysBoundedAndNothingIsLostByRewritingIt() throws IOException {
        long bound = 4_000;
        try (FileStore store = FileStore.open(dir, "main", bound)) {
            for (int rev = 1; rev <= 200; rev++) {
                store.write(rev - 1, Samples.record(rev, Run.NONE));
                assertThat(Files.size(dir.resolve("main.history"))).isLessThanOrEqualTo(bound);
            }
        }
        try (FileStore store = FileStore.open(dir, "main")) {
            assertThat(store.read().rev()).isEqualTo(200);
        }
    }

    /** As on a full disk. */
    @Test
    void aFullFileThatCannotBeRewrittenIsAFailureWithoutLossUntilItCan() throws IOException {
        long bound = 1_500;
        Path inTheWay = dir.resolve("main.history.new");
        try (FileStore store = FileStore.open(dir, "main", bound)) {
            store.write(0, Samples.record(1, Run.NONE));
            Files.createDirectory(inTheWay);
            long rev = writeUntilItFails(store, 1);

            assertThatThrownBy(() -> store.write(rev, Samples.record(rev + 1, Run.NONE)))
                    .isInstanceOf(IOException.class);
            assertThat(store.read().rev()).isEqualTo(rev);
            try (FileStore afterACrash = FileStore.open(copied(), "main")) {
                assertThat(afterACrash.read().rev()).isEqualTo(rev);
            }

            Files.delete(inTheWay);
            assertThat(store.write(rev, Samples.record(rev + 1, Run.NONE))).isEqualTo(new Store.Replaced());
        }
    }

    private static long writeUntilItFails(FileStore store, long rev) {
        try {
            store.write(rev, Samples.record(rev + 1, Run.NONE));
        } catch (IOException full) {
            return rev;
        }
        return writeUntilItFails(store, rev + 1);
    }

    private Path copied() throws IOException {
        Path copy = Files.createDirectory(dir.resolve("copy"));
        Files.copy(dir.resolve("main.history"), copy.resolve("main.history"));
        return copy;
    }

    @Test
    void aFileThatCannotBeLookedAtIsNoEmptyHistory() throws IOException {
        Files.createSymbolicLink(dir.resolve("loop.history"), dir.resolve("loop.history"));

        assertThatThrownBy(() -> FileStore.open(dir, "loop")).isInstanceOf(IOException.class);
        assertThat(dir.resolve("loop.history")).isSymbolicLink();
    }

    @Test
    void aFileCutAtAnyByteHoldsEverythingBeforeTheCutLine() throws IOException {
        byte[] whole = history();
        for (int length = 0; length <= whole.length; length++) {
            Memory memory = new Memory("main");
            History.read(dir, Arrays.copyOf(whole, length)).lines().forEach(memory::add);
            assertThat(memory.record().rev()).as("cut at %d", length).isEqualTo(lastRevWithin(whole, length));
        }
    }

    @Test
    void aTornFileCanBeWrittenAgain() throws IOException {
        byte[] whole = history();
        Path cut = dir.resolve("cut.history");
        for (int length = 0; length <= whole.length; length += 97) {
            Files.write(cut, Arrays.copyOf(whole, length));
            try (FileStore store = FileStore.open(dir, "cut")) {
                store.append(Samples.entry("r-9", "after"));
                store.sync();
            }
            try (FileStore store = FileStore.open(dir, "cut")) {
                assertThat(store.journal("r-9")).hasSize(1);
                assertThat(store.read().rev()).isEqualTo(lastRevWithin(whole, length));
            }
        }
    }

    @Test
    void anEndOfZeroBytesOrNoiseIsATornEnd() throws IOException {
        byte[] whole = history();
        for (byte[] end : List.of(new byte[700], "0000".getBytes(), new byte[] {'\n', '\n', 7, '\n'})) {
            byte[] noisy = Arrays.copyOf(whole, whole.length + end.length);
            System.arraycopy(end, 0, noisy, whole.length, end.length);
            Files.write(dir.resolve("noisy.history"), noisy);
            try (FileStore store = FileStore.open(dir, "noisy")) {
                assertThat(store.read().rev()).isEqualTo(3);
            }
        }
    }

    @Test
    void damageBeforeTheEndIsRefusedWhereverItIs() throws IOException {
        byte[] whole = history();
        int lastLine = lastLineStart(whole);
        for (int at = 0; at < lastLine - 1; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x01;
            assertThatThrownBy(() -> History.read(dir, damaged))
                    .as("damaged at %d", at)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void whatIsInsideCanBeReadByPeople() throws IOException {
        history();
        assertThat(Files.readString(dir.resolve("main.history"))).contains("\"primary\":\"db1\"", "\"failover\"");
    }

    @Test
    void aSecondControllerIsRefusedWithASentence() throws IOException {
        StateLock first = StateLock.take(dir);
        assertThatThrownBy(() -> StateLock.take(dir)).hasMessageContaining("another controller is using");
        first.close();
        StateLock.take(dir).close();
    }

    private int lines() throws IOException {
        return History.read(dir, Files.readAllBytes(dir.resolve("main.history")))
                .lines()
                .size();
    }

    /** Three records and two entries, as lines of one file. */
    private byte[] history() throws IOException {
        try (FileStore store = FileStore.open(dir, "main")) {
            store.nextTerm();
            store.write(0, Samples.record(1, Run.NONE));
            store.write(1, Samples.record(2, Samples.run("r-1")));
            store.append(Samples.entry("r-1", "detach"));
            store.sync();
            store.append(Samples.entry("r-1", "choose"));
            store.write(2, Samples.record(3, Run.NONE));
        }
        byte[] file = Files.readAllBytes(dir.resolve("main.history"));
        return Arrays.copyOf(file, History.read(dir, file).goodBytes());
    }

    private static long lastRevWithin(byte[] whole, int length) {
        long rev = 0;
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (whole[at] == '\n') {
                Memory line = new Memory("main");
                line.add(Line.decode(whole, from, at).orElseThrow());
                rev = Math.max(rev, line.record().rev());
                from = at + 1;
            }
        }
        return rev;
    }

    private static int lastLineStart(byte[] whole) {
        int at = whole.length - 2;
        while (whole[at] != '\n') {
            at--;
        }
        return at + 1;
    }
}
