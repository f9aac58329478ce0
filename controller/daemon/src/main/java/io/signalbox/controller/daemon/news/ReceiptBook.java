package io.signalbox.controller.daemon.news;

import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last {@value #KEPT} receipts of one cluster, each a JSON file of its own, so that they outlive the controller and
 * an operator can read them without it. Merged by id: what the kernel shows last is right.
 */
public final class ReceiptBook {
    public static final int KEPT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptBook.class);
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}");
    private static final Comparator<Receipt> NEWEST_FIRST =
            Comparator.comparing(Receipt::startedAt).thenComparing(Receipt::id).reversed();

    private final Path dir;
    private final Executor scribe;
    private final Map<String, Receipt> receipts = new TreeMap<>();

    private ReceiptBook(Path dir, Executor scribe) {
        this.dir = dir;
        this.scribe = scribe;
    }

    /** @param scribe writes files, one after the other, off the kernel's thread */
    public static ReceiptBook open(Path dir, Executor scribe) throws IOException {
        Files.createDirectories(dir);
        ReceiptBook book = new ReceiptBook(dir, scribe);
        try (Stream<Path> files = Files.list(dir)) {
            files.filter(file -> file.toString().endsWith(".json")).forEach(book::load);
        }
        return book;
    }

    private void load(Path file) {
        try {
            Receipt receipt = Wire.read(Files.readString(file), Receipt.class);
            receipts.put(receipt.id(), receipt);
        } catch (IOException | MalformedMessage e) {
            LOG.atWarn().addKeyValue("file", file).log("a receipt cannot be read: {}", e.getMessage());
        }
    }

    /** Takes over what is new in {@code shown}, and says so. */
    public void merge(List<Receipt> shown, Consumer<Receipt> changed) {
        for (Receipt receipt : shown) {
            if (put(receipt)) {
                changed.accept(receipt);
                scribe.execute(() -> save(receipt));
            }
        }
    }

    /** Takes over what the store has of a run that ended untold, unless it was told. */
    public void complete(ClusterRecord record, List<JournalEntry> lately, Consumer<Receipt> changed) {
        merge(
                Untold.of(record, lately).stream()
                        .filter(receipt -> find(receipt.id()).isEmpty())
                        .toList(),
                changed);
    }

    private synchronized boolean put(Receipt receipt) {
        return !receipt.equals(receipts.put(receipt.id(), receipt));
    }

    /** Newest first. */
    public synchronized List<Receipt> all() {
        return receipts.values().stream().sorted(NEWEST_FIRST).limit(KEPT).toList();
    }

    public synchronized Optional<Receipt> find(String id) {
        return Optional.ofNullable(receipts.get(id));
    }

    private void save(Receipt receipt) {
        try {
            Path draft = dir.resolve("draft");
            Files.writeString(draft, Wire.write(receipt));
            Files.move(draft, file(receipt.id()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            dropOld();
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("receipt", receipt.id()).log("a receipt cannot be kept: {}", e.getMessage());
        }
    }

    private void dropOld() throws IOException {
        for (Receipt old : tooOld()) {
            Files.deleteIfExists(file(old.id()));
        }
    }

    private synchronized List<Receipt> tooOld() {
        List<Receipt> old =
                receipts.values().stream().sorted(NEWEST_FIRST).skip(KEPT).toList();
        old.forEach(receipt -> receipts.remove(receipt.id()));
        return old;
    }

    private Path file(String id) throws IOException {
        if (!FILE_NAME.matcher(id).matches()) {
            throw new IOException("its id is no file name");
        }
        return dir.resolve(id + ".json");
    }
}
