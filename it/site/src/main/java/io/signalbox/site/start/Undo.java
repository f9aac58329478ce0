package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;

/**
 * What a start that fails, or is interrupted by Ctrl-C, leaves: nothing that runs, and of a site that did not exist before an interrupted
 * start no files either. A failed start keeps its files, since its logs say why.
 */
final class Undo implements AutoCloseable {
    private final SiteLayout layout;
    private final Narrator narrator;
    private final boolean keep;
    private final boolean fresh;
    private final Thread onSignal = new Thread(this::interrupted, "interrupted");
    private boolean launched;
    private boolean over;

    Undo(SiteLayout layout, Narrator narrator, boolean keep) {
        this.layout = layout;
        this.narrator = narrator;
        this.keep = keep;
        this.fresh = !Files.exists(layout.description());
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    /** Something that starts processes. */
    @FunctionalInterface
    interface Starting {
        void run() throws IOException, InterruptedException;
    }

    /** Starts, unless an interruption came first: then it never will. */
    synchronized void launch(Starting starting) throws IOException, InterruptedException {
        if (over) {
            throw new SiteFailure("Interrupted.");
        }
        launched = true;
        starting.run();
    }

    /** The start succeeded: nothing to undo. */
    synchronized void forget() {
        over = true;
    }

    private synchronized void interrupted() {
        if (!over) {
            over = true;
            narrator.say("Interrupted.");
            stop();
            if (fresh) {
                deleteSite();
            }
        }
    }

    /** After {@link #forget} nothing; otherwise the start has failed. */
    @Override
    public synchronized void close() {
        if (!over) {
            over = true;
            if (!keep) {
                stop();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs, and finds that all is over.
        }
    }

    private void stop() {
        if (!launched) {
            return;
        }
        narrator.say("Stopping what was started.");
        try {
            Down down = new Down(layout, narrator);
            boolean nothingLeft = fresh ? down.atOnce() : down.orderly(Down.ORDERLY_BOUND);
            if (!nothingLeft) {
                narrator.say("Something of it is still running.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteSite() {
        try {
            Disk.delete(layout.dir());
        } catch (IOException e) {
            narrator.say(layout.dir() + " could not be removed: " + e.getMessage());
        }
    }
}
