package io.signalbox.controller.daemon.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the kernel's thread hands it and writes it on a thread of its own. The kernel's thread never waits for it:
 * when more than {@value #MOST_WAITING} events wait, they are dropped and counted. What waits is written
 * {@link #GATHER} after something was decided, else every {@link #IDLE}.
 */
public final class Recorder implements AutoCloseable {
    static final int MOST_WAITING = 8192;
    static final Duration IDLE = Duration.ofMillis(250);

    /** Not at once: in the middle of a failover the processor has better to do. */
    static final Duration GATHER = Duration.ofMillis(20);

    private static final int REHEARSALS = 50;

    static final Duration LAST_LINES = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** @param missed events that were dropped before this one */
    record Entry(long missed, Optional<Event> event, List<Effect> effects, Optional<JsonNode> picture) {}

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Semaphore decided = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ClusterSettings settings;
    private final Scribe scribe;
    private final Thread thread;
    private long missed; // of the kernel's thread

    /** @param mostBytes on disk, for all segments of this cluster together */
    public Recorder(Path dir, ClusterSettings settings, long mostBytes, Meter meter) {
        this.settings = settings;
        this.scribe = new Scribe(new Shelf(dir), settings, mostBytes, meter);
        this.thread = Thread.ofPlatform()
                .name("recorder-" + settings.cluster())
                .daemon(true)
                .unstarted(this::run);
    }

    public Recorder start() {
        thread.start();
        return this;
    }

    /** On the kernel's thread, for each event, in order. */
    void heard(Event event, List<Effect> effects) {
        hand(new Entry(missed, Optional.of(event), effects, Optional.empty()));
        if (!effects.isEmpty()) {
            decided.release();
        }
    }

    /** Whether a picture of the kernel is wanted: a new segment is due, or a gap was written. */
    boolean wantsPicture() {
        return scribe.wantsPicture();
    }

    /** The kernel after the event that was handed in last; empty if no picture could be taken. */
    void pictured(Optional<JsonNode> picture) {
        scribe.pictureComes();
        hand(new Entry(missed, Optional.empty(), List.of(), picture));
    }

    /** Nothing waits to be written. */
    boolean idle() {
        return waiting.isEmpty();
    }

    private void hand(Entry entry) {
        if (waiting.offer(entry)) {
            missed = 0;
        } else if (entry.event().isPresent()) {
            missed++;
        }
    }

    private void run() {
        try {
            boolean rehearsed = false;
            while (closing.getCount() > 0) {
                boolean woken = decided.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (woken && !closing.await(GATHER.toMillis(), TimeUnit.MILLISECONDS)) {
                    decided.drainPermits();
                }
                if (!woken && !rehearsed) {
                    rehearse();
                    rehearsed = true;
                }
                scribe.write(waiting);
            }
            scribe.write(waiting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .setCause(e)
                    .log("the recorder failed; nothing more is recorded until the controller is started again");
        } finally {
            scribe.close();
        }
    }

    /** The first picture takes many times as long as the next: it is not the kernel's thread that shall wait for it. */
    private void rehearse() {
        try {
            for (int i = 0; i < REHEARSALS; i++) {
                Camera.picture(new Kernel(settings));
            }
        } catch (Unpictured e) {
            LOG.debug("no picture can be taken: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        decided.release();
        try {
            thread.join(LAST_LINES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
