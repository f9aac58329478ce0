package io.signalbox.lab;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.drill.CrashPoint;
import io.signalbox.lab.drill.Drill;
import io.signalbox.lab.drill.Drills;
import io.signalbox.lab.drill.LinkCut;
import io.signalbox.lab.drill.Options;
import io.signalbox.lab.report.Catalogue;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.report.ReportText;
import io.signalbox.lab.workload.Clients;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.WorkKind;
import io.signalbox.site.Json;
import io.signalbox.site.SiteFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of drills. */
@Command(
        name = "signalbox drill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Breaks a running site for real, looks at it as its clients do, and grades what came of it."
                + " `signalbox drill list` names the drills.")
final class DrillCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int MOST_ROUNDS = 10_000;
    private static final String LIST = "list";
    private static final String RUN = "run";
    private static final String ALL = "all";
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    /** The two forms of a report. */
    enum Output {
        TEXT,
        JSON
    }

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "A drill; several, which are played one after the other; `all`; or `list`. `run` before them"
                    + " may be left out.")
    List<String> names = List.of();

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Keeps one row for each drill in FILE; drills that have passed there, with as many rounds, are"
                            + " not played again.")
    @Nullable
    Path resume;

    @Option(names = "--rounds", paramLabel = "N", description = "How often (default: the drill's own number).")
    @Nullable
    Integer rounds;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The site's directory (default: $SIGNALBOX_DIR, else .site).")
    @Nullable
    Path dir;

    @Option(names = "--id", paramLabel = "ID", description = "Names the report: DIR/drills/ID.json.")
    @Nullable
    String id;

    @Option(names = "--rate", paramLabel = "N", description = "Writes per second over all clients (default: 500).")
    int rate = Load.STANDARD.writesPerSecond();

    @Option(names = "--writers", paramLabel = "N", description = "Clients that write (default: 4).")
    int writers = Load.STANDARD.writers();

    @Option(
            names = "--workload",
            paramLabel = "rows|bank",
            description = "What is written: single rows, or transfers between accounts whose sum is watched"
                    + " (default: rows).")
    WorkKind work = Load.STANDARD.work();

    @Option(
            names = "--clients",
            paramLabel = "raw|pool|cli|mixed",
            description =
                    "Who writes: raw connections, a HikariCP pool, the mysql command-line client, or one of each"
                            + " in turn (default: raw). Promises of the write gap are graded with raw connections and rows only.")
    Clients clients = Load.STANDARD.clients();

    @Option(
            names = "--link-cut",
            paramLabel = "none|half|short|long",
            description =
                    "kill-primary: whether its replication links are cut before the kill (default: half, every second round).")
    LinkCut linkCut = LinkCut.HALF;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "kill-all-agents, kill-controllers, idle: how long (default: 60).")
    int seconds = 60;

    @Option(names = "--with-proxy-agent", description = "kill-all-agents: the load balancer's agent too.")
    boolean withProxyAgent;

    @Option(
            names = "--crash-at",
            paramLabel = "POINT",
            description = "kill-controller: only here, such as failover.name.begun.")
    @Nullable
    String crashAt;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description =
                    "Rounds without end, but none begins after so many minutes. With --rounds: whichever comes first.")
    @Nullable
    Integer minutes;

    @Option(names = "--seed", paramLabel = "N", description = "random: of the first round (default: drawn, and told).")
    long seed = System.currentTimeMillis();

    @Option(names = "--output", paramLabel = "text|json", description = "The form of the report (default: text).")
    Output output = Output.TEXT;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        if (names.equals(List.of(LIST))) {
            System.out.print(DrillMain.list());
            return PASSED;
        }
        try {
            return play();
        } catch (SiteFailure e) {
            return failed(new Failed(String.valueOf(e.getMessage())));
        } catch (Failed e) {
            return failed(e);
        }
    }

    private int failed(Failed failed) {
        if (output == Output.JSON) {
            System.out.println(failed.json().strip());
        }
        System.err.println("signalbox: " + failed.sentence());
        return FAILED;
    }

    private int play() throws Failed {
        List<String> wanted = names.getFirst().equals(RUN) ? names.subList(1, names.size()) : names;
        if (wanted.isEmpty()) {
            throw wrong("which drill? There are:\n" + DrillMain.list());
        }
        if (wanted.equals(List.of(IdleMeasurement.NAME))) {
            return measureIdle();
        }
        List<Drill> drills = wanted.equals(List.of(ALL))
                ? Drills.ALL
                : wanted.stream().map(this::drill).toList();
        return drills.size() == 1 && resume == null ? playOne(drills.getFirst()) : playAll(drills);
    }

    private int measureIdle() throws Failed {
        IdleMeasurement.Report report = IdleMeasurement.of(
                SiteDirectory.of(dir),
                checkedId(IdleMeasurement.NAME),
                Duration.ofSeconds(atLeastOne("--seconds", seconds)));
        System.out.print(output == Output.JSON ? Json.pretty(report) + "\n" : report.text());
        return report.verdict().equals(DrillReport.PASSED) ? PASSED : FAILED;
    }

    private int playOne(Drill drill) throws Failed {
        DrillReport report = Playing.play(SiteDirectory.of(dir), checkedId(drill.name()), drill, options(drill));
        System.out.print(output == Output.JSON ? Json.pretty(report) + "\n" : ReportText.of(report));
        return report.passed() ? PASSED : FAILED;
    }

    private int playAll(List<Drill> drills) throws Failed {
        if (id != null) {
            throw wrong("--id names one report, and " + drills.size() + " drills give as many");
        }
        Path site = SiteDirectory.of(dir);
        List<Series.Wish> wishes = drills.stream()
                .map(drill -> new Series.Wish(drill, options(drill), wantedRounds(drill)))
                .toList();
        Series series = new Series(
                Optional.ofNullable(resume),
                (drill, options) -> Playing.play(site, checkedId(drill.name()), drill, options),
                text -> (output == Output.JSON ? System.err : System.out).print(text));
        Catalogue all = series.play(wishes);
        System.out.print(output == Output.JSON ? Json.pretty(all) + "\n" : "\n" + all.table());
        return all.passed() ? PASSED : FAILED;
    }

    private int wantedRounds(Drill drill) {
        return rounds != null ? rounds : minutes != null ? 1 : drill.usualRounds();
    }

    private Drill drill(String name) {
        String wanted = name.equals("kill-primary") && linkCut == LinkCut.LONG ? "kill-primary-link-cut-long" : name;
        return Drills.named(wanted)
                .orElseThrow(() -> wrong("there is no drill '" + name + "'; there are:\n" + DrillMain.list()));
    }

    private Options options(Drill drill) {
        int usual = minutes == null ? drill.usualRounds() : MOST_ROUNDS;
        int count = rounds == null ? usual : rounds;
        if (count < 1 || count > MOST_ROUNDS) {
            throw wrong("--rounds " + count + ": must be 1 to " + MOST_ROUNDS);
        }
        return new Options(
                count,
                Load.STANDARD
                        .withWrites(atLeastOne("--writers", writers), atLeastOne("--rate", rate))
                        .with(work, clients),
                linkCut,
                Duration.ofSeconds(atLeastOne("--seconds", seconds)),
                withProxyAgent,
                crashPoint(),
                Optional.ofNullable(minutes).map(m -> Duration.ofMinutes(atLeastOne("--minutes", m))),
                seed);
    }

    private Optional<String> crashPoint() {
        try {
            return Optional.ofNullable(crashAt).map(CrashPoint::parse).map(CrashPoint::name);
        } catch (IllegalArgumentException e) {
            throw wrong("--crash-at " + e.getMessage());
        }
    }

    private String checkedId(String name) {
        String wanted = id == null ? name + "-" + LocalDateTime.now().format(ID_TIME) : id;
        if (!wanted.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw wrong("--id " + wanted + ": letters, digits, '.', '_' and '-' only, at most 64");
        }
        return wanted;
    }

    private int atLeastOne(String option, int value) {
        if (value < 1) {
            throw wrong(option + " " + value + ": must be at least 1");
        }
        return value;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), sentence);
    }
}
