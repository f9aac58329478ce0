package io.signalbox.agents.daemon.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How busy the processors of this host were over the last seconds. Of the whole host: what a container may use at most is
 * not seen here. Readers get the last figure, from any thread.
 */
public final class LoadWatch {
    /** Between two looks. */
    public static final Duration PERIOD = Duration.ofSeconds(1);
    /** A figure is about so many looks. */
    static final int LOOKS = 3;

    private final Path statistics;
    private final LongSupplier clock;
    private final Deque<CpuTimes> looks = new ArrayDeque<>();
    private volatile Optional<Figure> latest = Optional.empty();

    private record Figure(double percent, long atNanos) {}

    /** @param age since it was measured */
    public record Load(double percent, Duration age) {}

    public LoadWatch() {
        this(Path.of("/proc/stat"), System::nanoTime);
    }

    /** @param clock in nanoseconds, which only goes forward */
    LoadWatch(Path statistics, LongSupplier clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    /** What cannot be read gives no figure, and the last one grows old. */
    public synchronized void look() {
        read().ifPresent(now -> {
            if (!looks.isEmpty()) {
                now.percentSince(looks.getFirst())
                        .ifPresentOrElse(
                                percent -> latest = Optional.of(new Figure(percent, clock.getAsLong())), looks::clear);
            }
            looks.addLast(now);
            if (looks.size() > LOOKS) {
                looks.removeFirst();
            }
        });
    }

    private Optional<CpuTimes> read() {
        try (BufferedReader lines = Files.newBufferedReader(statistics)) {
            return CpuTimes.parse(Objects.requireNonNullElse(lines.readLine(), ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty before the second look. */
    public Optional<Load> latest() {
        return latest.map(figure -> new Load(figure.percent, Duration.ofNanos(clock.getAsLong() - figure.atNanos)));
    }
}
