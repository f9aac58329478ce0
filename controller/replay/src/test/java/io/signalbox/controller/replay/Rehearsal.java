package io.signalbox.controller.replay;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Report.ReceiverState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.daemon.recorder.Begin;
import io.signalbox.controller.daemon.recorder.Line;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A kernel with a primary and two ackers that do all they are told at once; everything it hears and wants, as lines. */
final class Rehearsal {
    private static final Instant BEGAN = Instant.parse("2026-11-26T10:00:00Z");
    private static final Duration STEP = Duration.ofMillis(20);
    private static final List<String> NAMES = List.of("db1", "db2", "db3");
    private static final GtidSet ALL = GtidSet.range("11111111-1111-1111-1111-111111111111", 1, 100);

    private final ClusterSettings settings = new ClusterSettings(
            "main",
            NAMES.stream()
                    .map(name -> ClusterSettings.DatabaseServer.plain(name, name + ".test", 3306))
                    .toList(),
            List.of(),
            "mysql_main_rw",
            "mysql_main_ro",
            List.of(),
            ClusterSettings.Bounds.defaults(),
            ClusterSettings.WhenNoAckers.ALONE,
            ClusterSettings.DEFAULT_K);
    private final Kernel kernel = new Kernel(settings);
    private final List<Line> lines = new ArrayList<>();
    private String primary = "db1";
    private String lost = "";
    private boolean hangs;
    private long heard;
    private long sequence;
    private Duration now = Duration.ZERO;

    Kernel kernel() {
        return kernel;
    }

    Line begun(boolean fresh) {
        return new Line.Began(new Begin(heard + 1, fresh, settings));
    }

    /** From the first event on until the primary was seen open for a while. */
    List<Line> whole() {
        lines.add(begun(true));
        hear(new Event.TookOffice(at(), 4, record(), List.of()));
        NAMES.forEach(name -> hear(new Event.Linked(at(), name)));
        return wait(60);
    }

    /** The primary's process ends; until another one is open. */
    List<Line> dies() {
        lost = primary;
        List<Line> waited = wait(150);
        if (primary.equals(lost)) {
            throw new AssertionError("nobody took over");
        }
        return waited;
    }

    List<Line> failover() {
        List<Line> all = new ArrayList<>(whole());
        all.addAll(dies());
        return all;
    }

    List<Line> hang() {
        hangs = true;
        return failover();
    }

    /** So many steps of time; what was heard in them. */
    List<Line> wait(int steps) {
        for (int i = 0; i < steps; i++) {
            now = now.plus(STEP);
            NAMES.forEach(name -> hear(new Event.Reported(at(), report(name))));
            hear(new Event.Ticked(at()));
        }
        return taken();
    }

    private List<Line> taken() {
        List<Line> all = List.copyOf(lines);
        lines.clear();
        return all;
    }

    private void hear(Event first) {
        Deque<Event> told = new ArrayDeque<>(List.of(first));
        while (!told.isEmpty()) {
            Event event = told.remove();
            heard++;
            lines.add(new Line.Heard(event));
            for (Effect effect : kernel.handle(event)) {
                lines.add(new Line.Wanted(effect));
                reaction(effect).ifPresent(told::add);
            }
        }
    }

    private Optional<Event> reaction(Effect effect) {
        return switch (effect) {
            case Effect.WriteRecord write -> Optional.of(new Event.Written(at(), write.record()));
            case Effect.Send send -> Optional.of(reaction(send));
            default -> Optional.empty();
        };
    }

    private Event reaction(Effect.Send send) {
        String id = send.command().id();
        if (send.server().equals(lost)) {
            return new Event.Unanswered(at(), id, lost, "it is lost");
        }
        if (send.command().order() instanceof io.signalbox.agents.protocol.Order.Open) {
            primary = send.server();
        }
        Answer.Done done = new Answer.Done(ALL, ALL, new TreeMap<>());
        return new Event.Answered(
                at(), new Answer(id, send.server(), send.command().token(), done));
    }

    private Time at() {
        return new Time(now, BEGAN.plus(now));
    }

    private static ClusterRecord record() {
        return new ClusterRecord(
                "main",
                12,
                3,
                7,
                "db1",
                new TreeSet<>(Set.of("db2", "db3")),
                1,
                true,
                ClusterRecord.Mode.AUTOMATIC,
                Run.NONE,
                new TreeMap<>(),
                new TreeSet<>(),
                0);
    }

    private Report report(String server) {
        boolean dead = server.equals(lost) && !hangs;
        boolean silent = server.equals(lost) && hangs;
        return new Report(
                server,
                "life-1",
                ++sequence,
                now,
                Token.NONE,
                0,
                new Report.Mysqld(dead ? ProcessState.EXITED : ProcessState.RUNNING, 42, now, ""),
                silent
                        ? new Report.Probes(Duration.ofSeconds(1), Duration.ofSeconds(1), ProbeFault.SILENT, "timeout")
                        : new Report.Probes(Duration.ZERO, Duration.ZERO, ProbeFault.NONE, ""),
                Optional.of(mysql(server)),
                new Report.Host(0.5, 1 << 30, 0.1, false, ""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Report.Mysql mysql(String server) {
        boolean writes = server.equals(primary);
        boolean cut = primary.equals(lost);
        return new Report.Mysql(
                "%1$s%1$s%1$s%1$s%1$s%1$s%1$s%1$s-1111-1111-1111-111111111111".formatted(server.charAt(2)),
                1,
                "9.7.0",
                !writes,
                !writes,
                false,
                new Report.SemiSync(writes, !writes, 1, writes ? 2 : 0),
                writes
                        ? new Report.Receiver(ReceiverState.OFF, "", Duration.ZERO, "")
                        : new Report.Receiver(
                                cut ? ReceiverState.CONNECTING : ReceiverState.ON,
                                primary + ".test:3306",
                                cut ? Duration.ofSeconds(1) : Duration.ZERO,
                                ""),
                new Report.Applier(!writes, 0, ""),
                ALL,
                ALL,
                0,
                Duration.ZERO,
                5,
                100,
                Duration.ZERO,
                Optional.empty());
    }
}
