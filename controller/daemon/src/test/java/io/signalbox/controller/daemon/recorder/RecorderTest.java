package io.signalbox.controller.daemon.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Generated;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.daemon.FakeMind;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.loop.Mind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final long MOST_BYTES = 128 << 10;

    @TempDir
    Path dir;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final ClusterSettings settings = settings();
    private long now;

    @Test
    void everyEventIsThereInOrderWithWhatTheKernelWanted() throws Exception {
        Mind twin = Mind.kernel(settings);
        List<Line> expected = new ArrayList<>();
        expected.add(new Line.Began(new Begin(1, true, settings)));
        try (Recorder recorder = recorder().start()) {
            Mind mind = new RecordedMind(Mind.kernel(settings), recorder);
            for (Event event : events(200)) {
                assertThat(mind.handle(event)).isEqualTo(twin.handle(event));
            }
        }
        now = 0;
        Mind again = Mind.kernel(settings);
        for (Event event : events(200)) {
            expected.add(new Line.Heard(event));
            again.handle(event).forEach(effect -> expected.add(new Line.Wanted(effect)));
        }
        assertThat(lines(only())).isEqualTo(expected).anyMatch(Line.Wanted.class::isInstance);
        assertThat(bytes).hasValue(Files.size(only()));
        assertThat(missed).hasValue(0);
    }

    @Test
    void whatWasWrittenCanBeReadWhileTheRecorderGoesOn() throws Exception {
        try (Recorder recorder = recorder().start()) {
            new RecordedMind(Mind.kernel(settings), recorder).handle(office());
            await().until(() -> bytes.get() > 0);
            try (SegmentReader reader = SegmentReader.open(only())) {
                assertThat(reader.next()).isPresent();
                assertThat(reader.next()).contains(new Line.Heard(office()));
            }
        }
    }

    @Test
    void theDirectoryStaysWithinItsBoundAndEverySegmentBeginsWithAPictureThatGoesOn() throws Exception {
        try (Recorder recorder = recorder().start()) {
            Mind mind = new RecordedMind(Mind.kernel(settings), recorder);
            mind.handle(office());
            for (int batch = 0; bytes.get() < 3 * MOST_BYTES; batch++) {
                long before = bytes.get();
                events(500).forEach(mind::handle);
                mind.handle(tick());
                await().until(() -> bytes.get() > before);
                // What is being written is longer than its part until room is made for it.
                await().ignoreException(NoSuchFileException.class).until(() -> onDisk() <= MOST_BYTES);
            }
        }
        List<Path> segments = Shelf.segments(dir);
        assertThat(segments.getFirst().getFileName().toString()).isGreaterThan("000010");
        assertThat(segments).hasSizeBetween(4, Scribe.SEGMENTS);
        for (Path segment : segments) {
            List<Line> lines = lines(segment);
            assertThat(lines.get(0))
                    .isInstanceOfSatisfying(
                            Line.Began.class, l -> assertThat(l.begin().fresh()).isFalse());
            assertThat(lines.get(1)).isInstanceOf(Line.Pictured.class);
        }
        assertThat(missed).hasValue(0);
    }

    @Test
    void whatCameTooFastIsAGapThatIsCountedAndFollowedByAPicture() throws Exception {
        Recorder recorder = new Recorder(dir, settings, 64 << 20, meter());
        Mind mind = new RecordedMind(Mind.kernel(settings), recorder);
        mind.handle(office());
        events(Recorder.MOST_WAITING + 99).forEach(mind::handle);
        recorder.start();
        await().until(recorder::idle);
        mind.handle(tick()); // the gap is known with the first event that is taken again
        await().until(recorder::wantsPicture);
        mind.handle(tick());
        recorder.close();
        List<Line> lines = lines(only());
        int gap = lines.indexOf(new Line.Missed(100));
        assertThat(gap).isPositive();
        assertThat(lines.subList(gap, lines.size())).anyMatch(Line.Pictured.class::isInstance);
        assertThat(missed).hasValue(100);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAGapAndHoldsNobodyUp() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "in the way");
        try (Recorder recorder = new Recorder(file, settings, MOST_BYTES, meter()).start()) {
            Mind mind = new RecordedMind(Mind.kernel(settings), recorder);
            assertThat(mind.handle(office())).isNotEmpty();
            await().until(recorder::idle);
        }
        assertThat(bytes).hasValue(0);
        assertThat(missed).hasValue(1);
    }

    @Test
    void aMindWithoutAKernelIsRecordedToo() throws Exception {
        try (Recorder recorder = recorder().start()) {
            Mind mind = new RecordedMind(new FakeMind(Samples.view()), recorder);
            events(50).forEach(mind::handle);
        }
        assertThat(lines(only())).hasSize(51);
    }

    @Test
    void theEventOnWhichAMindBreaksIsTheLastOfTheRecording() throws Exception {
        FakeMind breaking = new FakeMind(Samples.view()).reacting(event -> {
            throw new IllegalStateException("broken");
        });
        Mind mind = new RecordedMind(breaking, recorder().start());
        assertThatThrownBy(() -> mind.handle(office())).hasMessage("broken");
        assertThat(lines(only()).getLast()).isEqualTo(new Line.Heard(office()));
    }

    @Test
    void aTornEndIsToldAndWhatStandsBeforeItIsRead() throws Exception {
        Path whole = recorded();
        int lines = lines(whole).size();
        byte[] all = Files.readAllBytes(whole);
        for (int length : List.of(all.length - 1, all.length / 2, 200, 11, 5, 0)) {
            Files.write(whole, Arrays.copyOf(all, length));
            try (SegmentReader reader = SegmentReader.open(whole)) {
                int read = 0;
                while (reader.next().isPresent()) {
                    read++;
                }
                assertThat(read).isLessThanOrEqualTo(lines);
                assertThat(reader.torn()).as("%d bytes", length).isTrue();
            }
        }
    }

    @Test
    void damageInTheMiddleIsToldWhereverItIsAndNothingOfItIsGivenOut() throws Exception {
        Path segment = recorded();
        List<Line> right = lines(segment);
        byte[] all = Files.readAllBytes(segment);
        for (int at = 40; at < all.length - 8; at += 37) {
            byte[] damaged = all.clone();
            damaged[at] ^= 0x55;
            Files.write(segment, damaged);
            List<Line> read = new ArrayList<>();
            try (SegmentReader reader = SegmentReader.open(segment)) {
                for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                    read.add(line.get());
                }
                assertThat(reader.torn())
                        .as("damaged at %d, and read as whole", at)
                        .isTrue();
            } catch (UnreadableRecording e) {
                assertThat(e).hasMessageContaining(segment.toString());
            }
            assertThat(right.subList(0, read.size())).isEqualTo(read);
        }
    }

    @Test
    void anotherVersionAndWhatIsNoRecordingAreRefusedBySentence() throws Exception {
        Path file = dir.resolve("000001.recording.gz");
        Files.writeString(file, "no recording");
        assertThatThrownBy(() -> SegmentReader.open(file)).hasMessage(file + " is not a recording");
        Files.write(file, zipped("hello\nC00000000\n"));
        assertThatThrownBy(() -> SegmentReader.open(file)).isInstanceOf(UnreadableRecording.class);
        Files.write(file, zipped("signalbox recording 99\n"));
        assertThatThrownBy(() -> SegmentReader.open(file))
                .hasMessage(file + " was recorded in format 99; this build reads format 1");
    }

    // ---- what is recorded

    private Path recorded() throws IOException {
        try (Recorder recorder = recorder().start()) {
            Mind mind = new RecordedMind(Mind.kernel(settings), recorder);
            mind.handle(office());
            for (int batch = 1; batch <= 3; batch++) {
                long before = bytes.get();
                events(60).forEach(mind::handle);
                await().until(() -> bytes.get() > before && recorder.idle());
            }
        }
        return only();
    }

    private List<Event> events(int count) {
        List<Event> events = new ArrayList<>();
        if (now == 0) {
            events.add(office());
        }
        while (events.size() < count) {
            now++;
            events.add(now % 3 == 0 ? tick() : new Event.Reported(at(now), Samples.report("db" + (1 + now % 2), now)));
        }
        return events;
    }

    private Event office() {
        return new Event.TookOffice(
                at(0), 9, Samples.record(12, io.signalbox.controller.core.record.Run.NONE), List.of());
    }

    private Event tick() {
        return new Event.Ticked(at(++now));
    }

    /** Nanoseconds that do not repeat themselves, as a real clock's. */
    private static Time at(long number) {
        Duration since = Duration.ofNanos(number * 7_000_000 + (number * 7919 * 7919) % 5_000_000);
        return new Time(since, Instant.EPOCH.plus(since));
    }

    private Recorder recorder() {
        return new Recorder(dir, settings, MOST_BYTES, meter());
    }

    private Meter meter() {
        return new Meter() {
            @Override
            public void recorded(String cluster, long more) {
                bytes.addAndGet(more);
            }

            @Override
            public void missed(String cluster, long events) {
                missed.addAndGet(events);
            }
        };
    }

    private static ClusterSettings settings() {
        ClusterSettings any = new Generated(1).any(ClusterSettings.class);
        return new ClusterSettings(
                "main",
                List.of(
                        ClusterSettings.DatabaseServer.plain("db1", "127.0.205.11", 3306),
                        ClusterSettings.DatabaseServer.plain("db2", "127.0.205.12", 3306)),
                List.of(),
                "mysql_main_rw",
                "mysql_main_ro",
                List.of(),
                ClusterSettings.Bounds.defaults(),
                any.whenNoAckers(),
                ClusterSettings.DEFAULT_K);
    }

    private Path only() throws IOException {
        List<Path> segments = Shelf.segments(dir);
        assertThat(segments).hasSize(1);
        return segments.getFirst();
    }

    private long onDisk() throws IOException {
        long sum = 0;
        for (Path segment : Shelf.segments(dir)) {
            sum += Files.size(segment);
        }
        return sum;
    }

    private static List<Line> lines(Path segment) throws IOException, UnreadableRecording {
        List<Line> lines = new ArrayList<>();
        try (SegmentReader reader = SegmentReader.open(segment)) {
            for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
            assertThat(reader.torn()).isFalse();
        }
        return lines;
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
            sum.update(text.getBytes(StandardCharsets.UTF_8));
            out.write((text + "C%08x\n".formatted(sum.getValue())).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
