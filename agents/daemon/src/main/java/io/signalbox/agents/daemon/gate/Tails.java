package io.signalbox.agents.daemon.gate;

import io.signalbox.mysql.binlog.CutPlan;
import io.signalbox.mysql.binlog.Leftovers;
import io.signalbox.mysql.binlog.SavedLeftovers;
import io.signalbox.mysql.binlog.SavedTail;
import io.signalbox.mysql.binlog.TailCut;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tails that were cut off this server's binlog, and the cutting. Blocks. */
public final class Tails {
    private final Path dataDir;
    private final Path tailDir;
    private volatile String newest;
    private volatile Map<String, String> unreported = Map.of();

    public Tails(Path dataDir, Path tailDir) throws IOException {
        this.dataDir = dataDir;
        this.tailDir = tailDir;
        Files.createDirectories(tailDir);
        this.newest = newestIn(tailDir);
    }

    /** The file of the newest tail, or empty. */
    public String newest() {
        return newest;
    }

    /**
     * Cuts off what {@code keep} lacks; mysqld must not run.
     *
     * @return {@code tail.file}, {@code tail.gtids}, {@code tail.bytes}; empty if there was no tail
     * @throws CutRefused if a cut would not be right; nothing was touched
     */
    public SortedMap<String, String> cut(GtidSet keep) throws IOException, CutRefused {
        TailCut cut = new TailCut(dataDir, tailDir);
        CutPlan plan = cut.plan(keep);
        if (plan instanceof CutPlan.Impossible impossible) {
            throw new CutRefused(impossible);
        }
        Optional<SavedTail> tail = cut.perform(plan);
        tail.ifPresent(saved -> newest = saved.file().toString());
        return tail.map(Tails::details).orElseGet(TreeMap::new);
    }

    /**
     * Saves what {@code keep} lacks, from the whole binlog; mysqld may run, but must not write. Where an earlier copy broke
     * off there is nothing left to save: then what was saved for that one is told once more.
     *
     * @return {@code leftovers.files}, {@code leftovers.gtids}, {@code leftovers.bytes}; empty if there was nothing
     */
    public SortedMap<String, String> saveLeftovers(GtidSet keep) throws IOException {
        SavedLeftovers saved = new Leftovers(dataDir, tailDir).save(keep);
        if (saved.files().isEmpty()) {
            return new TreeMap<>(unreported);
        }
        newest = saved.files().getLast().toString();
        unreported = Map.of(
                "leftovers.files",
                saved.files().stream().map(Path::toString).collect(Collectors.joining(", ")),
                "leftovers.gtids",
                saved.gtids().toString(),
                "leftovers.bytes",
                Long.toString(saved.bytes()));
        return new TreeMap<>(unreported);
    }

    /** The data was replaced: what was saved for that belongs to the past. */
    public void replaced() {
        unreported = Map.of();
    }

    private static SortedMap<String, String> details(SavedTail tail) {
        return new TreeMap<>(Map.of(
                "tail.file", tail.file().toString(),
                "tail.gtids", tail.gtids().toString(),
                "tail.bytes", Long.toString(tail.bytes())));
    }

    private static String newestIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(TailCut.UNFINISHED))
                    .max(Comparator.comparing(Tails::changed).thenComparing(Path::toString))
                    .map(Path::toString)
                    .orElse("");
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
