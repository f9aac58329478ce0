package io.signalbox.controller.daemon;

import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.Tell;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.daemon.loop.Audience;
import io.signalbox.controller.daemon.metrics.Metrics;
import io.signalbox.controller.daemon.news.EventFeed;
import io.signalbox.controller.daemon.news.OperationBook;
import io.signalbox.controller.daemon.news.ReceiptBook;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** Spreads what a kernel says: to the event feed and the log, the operations, the receipts and the metrics. */
final class Voices implements Audience {
    private final EventFeed feed;
    private final OperationBook operations;
    private final ReceiptBook receipts;
    private final Metrics metrics;
    private final Sharing sharing;

    /**
     * How the other controllers come to know receipts, and their receipts come here.
     *
     * @param changed told when the book has one more, or another version of one
     * @param taken runs a task once the book has what the others told
     */
    record Sharing(Runnable changed, Executor taken) {}

    Voices(EventFeed feed, OperationBook operations, ReceiptBook receipts, Metrics metrics, Sharing sharing) {
        this.feed = feed;
        this.operations = operations;
        this.receipts = receipts;
        this.metrics = metrics;
        this.sharing = sharing;
    }

    @Override
    public void told(String cluster, Time at, Tell tell) {
        say(cluster, at, tell.type(), tell.sentence(), tell.facts());
    }

    @Override
    public void progressed(String cluster, Time at, Operation operation) {
        if (OperationBook.isDryRun(operation)) {
            return;
        }
        operations.progress(cluster, operation, at.wall());
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("operation", operation.id());
        facts.put("kind", operation.kind());
        say(cluster, at, "operation." + operation.state().name().toLowerCase(Locale.ROOT), operation.sentence(), facts);
    }

    @Override
    public void saw(String cluster, Time at, ClusterView view) {
        receipts.merge(view.failovers(), receipt -> changed(cluster, receipt));
    }

    private void changed(String cluster, Receipt receipt) {
        metrics.receipt(cluster, receipt);
        sharing.changed().run();
    }

    @Override
    public void inherited(String cluster, ClusterRecord record, List<JournalEntry> lately) {
        sharing.taken().execute(() -> receipts.complete(record, lately, receipt -> changed(cluster, receipt)));
    }

    @Override
    public void stored(String cluster, Duration took) {
        metrics.stored(cluster, took);
    }

    private void say(String cluster, Time at, String type, String sentence, SortedMap<String, String> facts) {
        metrics.event(cluster, type);
        feed.publish(at, type, cluster, sentence, facts);
    }
}
