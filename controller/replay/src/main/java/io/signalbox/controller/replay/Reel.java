package io.signalbox.controller.replay;

import io.signalbox.controller.daemon.recorder.Line;
import io.signalbox.controller.daemon.recorder.SegmentReader;
import io.signalbox.controller.daemon.recorder.Shelf;
import io.signalbox.controller.daemon.recorder.UnreadableRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The segments that are to be played, one after the other. */
final class Reel {
    private final List<Path> segments;

    private Reel(List<Path> segments) {
        this.segments = segments;
    }

    /**
     * @param path a segment, or a directory of them
     * @throws WrongUse if there is nothing to play
     */
    static Reel of(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new WrongUse("there is no " + path);
        }
        List<Path> segments = Files.isDirectory(path) ? Shelf.segments(path) : List.of(path);
        if (segments.isEmpty()) {
            throw new WrongUse(path + " holds no recording (NUMBER.recording.gz)");
        }
        return new Reel(segments);
    }

    /** Without the segments before the last one that begins before {@code time} and needs none of them. */
    Reel from(Instant time) throws IOException {
        int first = 0;
        for (int i = 1; i < segments.size(); i++) {
            if (Head.of(segments.get(i)).filter(head -> head.startsBefore(time)).isPresent()) {
                first = i;
            }
        }
        return new Reel(segments.subList(first, segments.size()));
    }

    List<String> names() {
        return segments.stream().map(Reel::name).toList();
    }

    /**
     * Plays all of it.
     *
     * @param until what was heard later is not played
     * @return false if some of it could not be read
     */
    boolean play(Player player, Instant until, Consumer<Note> notes) throws IOException, UnreadableRecording {
        boolean whole = true;
        for (Path segment : segments) {
            try (SegmentReader reader = SegmentReader.open(segment)) {
                if (!play(reader, name(segment), player, until)) {
                    break;
                }
                if (reader.torn()) {
                    torn(name(segment), player, notes);
                }
            } catch (UnreadableRecording e) {
                if (segments.size() == 1) {
                    player.end();
                    throw e;
                }
                notes.accept(new Note(name(segment), 0, String.valueOf(e.getMessage())));
                player.lose("what follows in " + name(segment) + " cannot be read");
                whole = false;
            }
        }
        player.end();
        return whole;
    }

    /** Every segment but the newest of a recorder that still writes ends in order, unless its process was killed. */
    private void torn(String name, Player player, Consumer<Note> notes) {
        notes.accept(new Note(
                name,
                0,
                "it ends in the middle: its controller was killed, or writes it still; what is whole is played"));
        if (!name.equals(names().getLast())) {
            player.lose("the end of " + name + " is missing");
        }
    }

    private static boolean play(SegmentReader reader, String name, Player player, Instant until)
            throws IOException, UnreadableRecording {
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            if (line.get() instanceof Line.Heard heard
                    && heard.event().at().wall().isAfter(until)) {
                return false;
            }
            player.play(name, line.get());
        }
        return true;
    }

    private static String name(Path segment) {
        return String.valueOf(segment.getFileName());
    }
}
