package io.signalbox.controller.daemon.drills;

import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.daemon.config.ControllerConfig.Drills;
import io.signalbox.controller.daemon.drills.DrillRefused.Why;
import io.signalbox.controller.daemon.drills.DrillState.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts drills and reads what became of them. All state is in files: what was started under the controller's state
 * directory, reports and logs under the site's {@code drills}. Methods block briefly on the disk.
 */
public final class DrillBook {
    /** How many drills a list shows. */
    public static final int LISTED = 100;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String JSON = ".json";
    private static final int LOG_LINES = 5;
    private static final long LONGEST_REPORT = 4 << 20;

    private final Drills drills;
    private final Path started;
    private final Path reports;

    public DrillBook(Drills drills, Path stateDir) {
        this.drills = drills;
        this.started = stateDir.resolve("drills");
        this.reports = drills.dir().resolve("drills");
    }

    /** @return the drill's id */
    public synchronized String start(String name, int rounds, String requestedBy) throws DrillRefused {
        requireStartable(name);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = "d-" + STAMP.format(now) + "-" + suffix();
        try {
            Files.createDirectories(started);
            Files.createDirectories(reports);
            ProcessHandle process = DrillProcess.start(argv(name, rounds, id), reports.resolve(id + ".log"));
            write(new DrillStart(
                    id, name, rounds, requestedBy, now.toString(), process.pid(), DrillProcess.since(process)));
            return id;
        } catch (IOException e) {
            throw new DrillRefused(Why.CANNOT_START, "the drill's process cannot be started: " + e.getMessage());
        }
    }

    private void requireStartable(String name) throws DrillRefused {
        if (!drills.allowed()) {
            throw new DrillRefused(
                    Why.NOT_ALLOWED, "this site does not allow drills: set drills.allowed in its configuration");
        }
        if (!NAME.matcher(name).matches()) {
            throw new DrillRefused(Why.CANNOT_START, "a drill's name has only a-z, 0-9 and -");
        }
        for (DrillStart start : starts()) {
            if (!Files.exists(report(start.id())) && DrillProcess.runs(start)) {
                throw new DrillRefused(Why.ANOTHER_RUNS, "drill " + start.id() + " (" + start.drill() + ") still runs");
            }
        }
    }

    private List<String> argv(String name, int rounds, String id) {
        List<String> argv = new ArrayList<>(drills.command());
        argv.addAll(List.of("drill", name, "--rounds", Integer.toString(rounds), "--id", id));
        argv.addAll(List.of("--dir", drills.dir().toString(), "--output", "json"));
        return argv;
    }

    /** Empty if no drill has this id. */
    public Optional<DrillState> find(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        Optional<DrillStart> start = read(started.resolve(id + JSON));
        if (Files.exists(report(id))) {
            return Optional.of(new DrillState(id, State.DONE, "ended with a report", start, reportOf(id)));
        }
        return start.map(known -> DrillProcess.runs(known) ? running(known) : failed(known));
    }

    private static DrillState running(DrillStart start) {
        return new DrillState(
                start.id(), State.RUNNING, "runs since " + start.startedAt(), Optional.of(start), Optional.empty());
    }

    private DrillState failed(DrillStart start) {
        String sentence = "ended without a report; the last lines of its log: " + lastLines(start.id());
        return new DrillState(start.id(), State.FAILED, sentence, Optional.of(start), Optional.empty());
    }

    private String lastLines(String id) {
        try {
            List<String> lines = Files.readAllLines(reports.resolve(id + ".log"));
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private Optional<String> reportOf(String id) throws IOException {
        Path file = report(id);
        return Files.size(file) > LONGEST_REPORT ? Optional.empty() : Optional.of(Files.readString(file));
    }

    /** Newest first. */
    public List<DrillState> all() throws IOException {
        List<String> ids = Stream.concat(ids(started), ids(reports))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(LISTED)
                .toList();
        List<DrillState> states = new ArrayList<>();
        for (String id : ids) {
            find(id).ifPresent(states::add);
        }
        return states;
    }

    private static Stream<String> ids(Path dir) throws IOException {
        if (Files.notExists(dir)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(dir)) {
            List<String> ids = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(JSON))
                    .map(name -> name.substring(0, name.length() - JSON.length()))
                    .filter(ID.asMatchPredicate())
                    .toList();
            return ids.stream();
        }
    }

    private List<DrillStart> starts() {
        try {
            List<DrillStart> starts = new ArrayList<>();
            for (String id : ids(started).toList()) {
                read(started.resolve(id + JSON)).ifPresent(starts::add);
            }
            return starts;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<DrillStart> read(Path file) {
        try {
            return Optional.of(Wire.read(Files.readString(file), DrillStart.class));
        } catch (IOException | MalformedMessage e) {
            return Optional.empty();
        }
    }

    private void write(DrillStart start) throws IOException {
        Files.writeString(started.resolve(start.id() + JSON), Wire.write(start));
    }

    private Path report(String id) {
        return reports.resolve(id + JSON);
    }

    private static String suffix() {
        byte[] random = new byte[2];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
