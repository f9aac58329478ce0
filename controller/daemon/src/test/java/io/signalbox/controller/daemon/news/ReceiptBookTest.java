package io.signalbox.controller.daemon.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.daemon.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptBookTest {
    @TempDir
    Path dir;

    @Test
    void receiptsOutliveTheControllerAndWhatTheKernelShowsLastIsRight() throws IOException {
        ReceiptBook book = ReceiptBook.open(dir, Runnable::run);
        List<Receipt> changed = new ArrayList<>();
        book.merge(List.of(Samples.receipt("a", "running"), Samples.receipt("b", "done")), changed::add);
        book.merge(List.of(Samples.receipt("a", "done"), Samples.receipt("b", "done")), changed::add);
        assertThat(changed).hasSize(3);
        ReceiptBook reopened = ReceiptBook.open(dir, Runnable::run);
        assertThat(reopened.find("a")).contains(Samples.receipt("a", "done"));
        reopened.merge(List.of(), changed::add);
        assertThat(reopened.all()).hasSize(2);
    }

    @Test
    void onlySoManyAreKept() throws IOException {
        ReceiptBook book = ReceiptBook.open(dir, Runnable::run);
        for (int i = 0; i < ReceiptBook.KEPT + 20; i++) {
            book.merge(List.of(Samples.receipt("r-" + i, "done")), receipt -> {});
        }
        assertThat(book.all()).hasSize(ReceiptBook.KEPT);
        try (var files = Files.list(dir)) {
            assertThat(files).hasSize(ReceiptBook.KEPT);
        }
    }

    @Test
    void aBrokenFileOrAnIdThatIsNoFileNameHarmsNothing() throws IOException {
        Files.writeString(dir.resolve("broken.json"), "{");
        ReceiptBook book = ReceiptBook.open(dir, Runnable::run);
        book.merge(List.of(Samples.receipt("../evil", "done")), receipt -> {});
        assertThat(book.find("../evil")).isPresent();
        assertThat(Files.exists(dir.resolveSibling("evil.json"))).isFalse();
    }
}
