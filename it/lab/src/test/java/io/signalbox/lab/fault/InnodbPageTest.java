package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InnodbPageTest {
    private static final int SIZE = 16 << 10;
    private static final short INDEX = 17_855;
    private static final short SPACE_HEADER = 8;

    @TempDir
    Path dir;

    private static ByteBuffer page(short type, short level) {
        return ByteBuffer.allocate(SIZE).putShort(24, type).putShort(64, level);
    }

    private Path file(ByteBuffer... pages) throws IOException {
        Path file = dir.resolve("t.ibd");
        ByteBuffer all = ByteBuffer.allocate(pages.length * SIZE);
        for (ByteBuffer page : pages) {
            all.put(page.array());
        }
        return Files.write(file, all.array());
    }

    @Test
    void itIsOneThatHoldsRows() throws IOException {
        Path file = file(page(SPACE_HEADER, (short) 0), page(INDEX, (short) 1), page(INDEX, (short) 0));

        assertThat(InnodbPage.ofRows(file)).isEqualTo(new InnodbPage(file, 2));
    }

    @Test
    void aFileWithoutRowsHasNone() throws IOException {
        Path file = file(page(SPACE_HEADER, (short) 0), page(INDEX, (short) 1));

        assertThatThrownBy(() -> InnodbPage.ofRows(file)).hasMessageEndingWith("has no page with rows.");
    }

    @Test
    void whatIsOverwrittenCanBePutBackAndTheOtherPagesStay() throws IOException {
        Path file = file(page(INDEX, (short) 1), page(INDEX, (short) 0));
        byte[] before = Files.readAllBytes(file);
        InnodbPage page = InnodbPage.ofRows(file);
        byte[] good = page.read();

        page.write(InnodbPage.spoiled(good));

        assertThat(page.read()).isEqualTo(InnodbPage.spoiled(good)).isNotEqualTo(good);
        assertThat(new InnodbPage(file, 0).read()).isEqualTo(java.util.Arrays.copyOf(before, SIZE));
        page.write(good);
        assertThat(file).hasBinaryContent(before);
    }
}
