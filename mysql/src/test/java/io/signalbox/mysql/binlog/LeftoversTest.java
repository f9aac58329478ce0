package io.signalbox.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final String A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String B = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";
    private static final GtidSet PRIMARY = GtidSet.range(A, 1, 9);

    @TempDir
    private Path directory;

    private Path data;
    private Leftovers leftovers;

    @BeforeEach
    void emptyServer() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(data.resolve("binlog.index"), "./binlog.000001\n./binlog.000002\n");
        leftovers = new Leftovers(data, directory.resolve("tails"));
    }

    private void file(int number, BinlogBytes content) throws IOException {
        Files.write(data.resolve("binlog.00000" + number), content.array());
    }

    @Test
    void keepsOnlyWhatThePrimaryLacksFromWhereverItIs() throws IOException {
        file(1, BinlogBytes.begun(false).previous(A, 0).transaction(B, 1).transaction(A, 1));
        file(
                2,
                BinlogBytes.begun(true)
                        .previous(A, 1)
                        .transaction(A, 2)
                        .transaction(B, 2)
                        .transaction(A, 3));

        SavedLeftovers saved = leftovers.save(PRIMARY);

        assertThat(saved.gtids()).isEqualTo(GtidSet.range(B, 1, 2));
        assertThat(saved.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("binlog.000001-own.leftover", "binlog.000002-own.leftover");
        byte[] head = BinlogBytes.begun(false).array();
        assertThat(Files.readAllBytes(saved.files().getFirst()))
                .startsWith(head)
                .hasSizeGreaterThan(head.length);
        assertThat(Files.getPosixFilePermissions(saved.files().getFirst()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keepsNothingWhereThereIsNothing() throws IOException {
        file(1, BinlogBytes.begun(false).previous(A, 0).transaction(A, 1));
        assertThat(leftovers.save(PRIMARY).files()).isEmpty();
    }

    @Test
    void keepsAFileThatCannotBeReadAsItIs() throws IOException {
        byte[] encrypted = {
            (byte) 0xfd, 0x62, 0x69, 0x6e, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
        };
        Files.write(data.resolve("binlog.000001"), encrypted);

        SavedLeftovers saved = leftovers.save(PRIMARY);

        assertThat(saved.gtids()).isEqualTo(GtidSet.EMPTY);
        assertThat(Files.readAllBytes(saved.files().getFirst())).isEqualTo(encrypted);
    }

    @Test
    void findsItsOwnFilesWhenItIsCalledAgainAndNeverWritesOverOthers() throws IOException {
        file(1, BinlogBytes.begun(false).previous(A, 0).transaction(B, 1));
        SavedLeftovers first = leftovers.save(PRIMARY);
        assertThat(leftovers.save(PRIMARY)).isEqualTo(first);

        file(1, BinlogBytes.begun(false).previous(A, 0).transaction(B, 7));
        assertThat(leftovers.save(PRIMARY).files().getFirst()).hasFileName("binlog.000001-own-2.leftover");
    }
}
