package io.signalbox.controller.daemon.news;

import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.daemon.store.Note;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest {@value #SHARED} receipts of one cluster in a note that all its controllers read, so that any of them tells
 * what any leader did. Who leads writes, the others read; each keeps them in its own book. Used by one thread.
 */
public final class SharedReceipts {
    static final int SHARED = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SharedReceipts.class);

    private final ReceiptBook book;
    private final Note note;
    private final BooleanSupplier leads;
    private final Queue<Runnable> onceTaken = new ConcurrentLinkedQueue<>();
    private boolean taken;
    private boolean complained;
    private volatile boolean owed;

    /** As it stands in the note. */
    private record Page(List<Receipt> receipts) {}

    public SharedReceipts(ReceiptBook book, Note note, BooleanSupplier leads) {
        this.book = book;
        this.note = note;
        this.leads = leads;
    }

    /** The book has something that the others do not know yet. From any thread; the next {@link #turn} writes it. */
    public void changed() {
        owed = true;
    }

    /** Runs once, in a later {@link #turn}, when the book has what the note has by then. From any thread. */
    public void onceTaken(Runnable task) {
        onceTaken.add(task);
    }

    /** Reads or writes, whatever is due. What fails is due again. */
    public void turn() {
        try {
            if (!leads.getAsBoolean() || !taken || !onceTaken.isEmpty()) {
                take();
            }
            if (leads.getAsBoolean() && owed) {
                give();
            }
            complained = false;
        } catch (IOException | RuntimeException e) {
            if (!complained) {
                LOG.warn("receipts cannot be shared with the other controllers: {}", e.getMessage());
            }
            complained = true;
        }
    }

    /** What the leader wrote is right, but for one who leads itself. */
    private void take() throws IOException {
        List<Receipt> found = page();
        List<Receipt> better = found.stream()
                .filter(receipt ->
                        !Untold.is(receipt) || book.find(receipt.id()).isEmpty())
                .toList();
        book.merge(leads.getAsBoolean() ? unknown(found) : better, receipt -> {});
        taken = true;
        for (Runnable task = onceTaken.poll(); task != null; task = onceTaken.poll()) {
            task.run();
        }
    }

    private void give() throws IOException {
        owed = false;
        try {
            book.merge(unknown(page()), receipt -> {});
            note.write(Wire.write(new Page(book.all().stream().limit(SHARED).toList())));
        } catch (IOException | RuntimeException e) {
            owed = true;
            throw e;
        }
    }

    private List<Receipt> page() throws IOException {
        Optional<String> text = note.read();
        return text.isEmpty() ? List.of() : Wire.read(text.get(), Page.class).receipts();
    }

    private List<Receipt> unknown(List<Receipt> found) {
        return found.stream()
                .filter(receipt -> book.find(receipt.id()).isEmpty())
                .toList();
    }
}
