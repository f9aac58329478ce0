package io.signalbox.controller.replay;

import io.signalbox.controller.daemon.recorder.Line;
import io.signalbox.controller.daemon.recorder.SegmentReader;
import io.signalbox.controller.daemon.recorder.UnreadableRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How a segment begins.
 *
 * @param startable with a new kernel, or a picture of one
 * @param first when its first event was heard
 */
record Head(boolean startable, Instant first) {

    boolean startsBefore(Instant time) {
        return startable && first.isBefore(time);
    }

    /** Empty if it cannot be read, or holds no event. */
    static Optional<Head> of(Path segment) throws IOException {
        try (SegmentReader reader = SegmentReader.open(segment)) {
            boolean startable = false;
            for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                switch (line.get()) {
                    case Line.Began l -> startable |= l.begin().fresh();
                    case Line.Pictured l -> startable = true;
                    case Line.Heard l -> {
                        return Optional.of(new Head(startable, l.event().at().wall()));
                    }
                    case Line.Wanted l -> {}
                    case Line.Missed l -> {}
                }
            }
            return Optional.empty();
        } catch (UnreadableRecording e) {
            return Optional.empty();
        }
    }
}
