package io.signalbox.controller.daemon.recorder;

import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.daemon.recorder.Recorder.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries into segments and keeps these within their bound. A segment that is full ends with the next picture of
 * the kernel, with which the next one begins. While the disk refuses, entries are counted as missed, and a new segment is
 * tried every {@link #RETRY}.
 */
final class Scribe {
    static final Duration RETRY = Duration.ofSeconds(10);

    /** A bound holds so many segments; the loss of the oldest is this part of it. */
    static final int SEGMENTS = 32;

    /** The newest may be longer than a part, by what waited before the picture that ends it. */
    private static final int RESERVED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

    private final Shelf shelf;
    private final ClusterSettings settings;
    private final long mostBytes;
    private final Meter meter;
    private volatile boolean wantsPicture;
    private @Nullable SegmentWriter segment;
    private long counted;
    private long number = 1;
    private long missed;
    private long refusedAt;
    private boolean refused;

    Scribe(Shelf shelf, ClusterSettings settings, long mostBytes, Meter meter) {
        this.shelf = shelf;
        this.settings = settings;
        this.mostBytes = mostBytes;
        this.meter = meter;
    }

    boolean wantsPicture() {
        return wantsPicture;
    }

    /** A picture is on its way: no other is wanted for the same reason. */
    void pictureComes() {
        wantsPicture = false;
    }

    /** Writes all that waits, readable at once. */
    void write(Queue<Entry> waiting) {
        for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            attempt(entry);
        }
        if (segment != null) {
            try {
                segment.check();
                if (segment.bytes() > RESERVED * part()) {
                    shelf.makeRoom(mostBytes, 0);
                }
                count(segment);
            } catch (IOException e) {
                refuse(e);
            }
        }
    }

    private void attempt(Entry entry) {
        missed += entry.missed();
        number += entry.missed();
        try {
            if (segment == null && !reopened()) {
                miss(entry);
            } else {
                write(entry);
            }
        } catch (IOException e) {
            miss(entry);
            refuse(e);
        }
    }

    private void write(Entry entry) throws IOException {
        SegmentWriter out = current();
        if (missed > 0) {
            out.put(Letter.write(new Line.Missed(missed)));
            meter.missed(settings.cluster(), missed);
            missed = 0;
            wantsPicture = true;
        }
        if (entry.event().isPresent()) {
            heard(entry, out);
        } else {
            pictured(entry, out);
        }
    }

    private void heard(Entry entry, SegmentWriter out) throws IOException {
        try {
            List<String> lines = new ArrayList<>();
            lines.add(Letter.write(new Line.Heard(entry.event().orElseThrow())));
            for (Effect effect : entry.effects()) {
                lines.add(Letter.write(new Line.Wanted(effect)));
            }
            for (String line : lines) {
                out.put(line);
            }
            number++;
        } catch (MalformedMessage e) {
            LOG.warn("an event cannot be recorded: {}", e.getMessage());
            miss(entry);
        }
        if (out.bytes() >= part()) {
            wantsPicture = true;
        }
    }

    private void pictured(Entry entry, SegmentWriter out) throws IOException {
        SegmentWriter here = out.bytes() >= part() ? turned(out) : out;
        wantsPicture = false;
        if (entry.picture().isPresent()) {
            here.put(Letter.write(new Line.Pictured(entry.picture().get())));
        }
    }

    private SegmentWriter turned(SegmentWriter full) throws IOException {
        full.close();
        count(full);
        return opened();
    }

    private long part() {
        return mostBytes / SEGMENTS;
    }

    private void miss(Entry entry) {
        if (entry.event().isPresent()) {
            missed++;
            number++;
        }
    }

    // ---- segments

    private boolean reopened() throws IOException {
        if (refused && System.nanoTime() - refusedAt < RETRY.toNanos()) {
            return false;
        }
        opened();
        refused = false;
        return true;
    }

    private SegmentWriter current() throws IOException {
        return segment == null ? opened() : segment;
    }

    private SegmentWriter opened() throws IOException {
        boolean fresh = number == 1 && missed == 0;
        shelf.makeRoom(mostBytes, RESERVED * part());
        SegmentWriter next = shelf.next();
        segment = next;
        counted = 0;
        next.put(Letter.write(new Line.Began(new Begin(number - missed, fresh, settings))));
        wantsPicture |= !fresh;
        return next;
    }

    private void refuse(IOException e) {
        if (!refused) {
            LOG.atWarn().setCause(e).log("the recording cannot be written; it will have a gap");
        }
        refused = true;
        refusedAt = System.nanoTime();
        drop();
    }

    private void drop() {
        Stream.ofNullable(segment).forEach(this::end);
        segment = null;
    }

    private void end(SegmentWriter last) {
        try {
            last.close();
            count(last);
        } catch (IOException e) {
            LOG.debug("a segment was not ended: {}", e.getMessage());
        }
    }

    /** What was missed up to the end is counted too. */
    void close() {
        meter.missed(settings.cluster(), missed);
        missed = 0;
        drop();
    }

    private void count(SegmentWriter out) {
        meter.recorded(settings.cluster(), out.bytes() - counted);
        counted = out.bytes();
    }
}
