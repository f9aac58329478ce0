package io.signalbox.lab.drill;

import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.report.ReportText;
import io.signalbox.lab.report.RoundReport;
import io.signalbox.lab.report.Summary;
import io.signalbox.lab.workload.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All rounds of one drill, and its grade. A round that cannot be brought to its end is the last. */
public final class DrillRun {
    private static final int TABLE_NAME = 50;

    private final Stage stage;
    private final Drill drill;
    private final Work work;
    private final String startedAt = Instant.now().toString();
    private final List<RoundReport> rounds = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    public DrillRun(Stage stage, Drill drill) {
        this.stage = stage;
        this.drill = drill;
        String name = stage.id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        this.work = stage.options().load().work().in("w_" + name.substring(Math.max(0, name.length() - TABLE_NAME)));
    }

    public DrillReport run() {
        try {
            play();
        } catch (SQLException | RuntimeException e) {
            reasons.add("round " + (rounds.size() + 1) + ": " + words(e));
            stage.log().accept(words(e));
        }
        stage.faults().healAll();
        return grade();
    }

    private void play() throws SQLException {
        stage.awaitReady();
        Course.create(stage, work);
        Course course = new Course(stage, work);
        long begun = System.nanoTime();
        for (int number = 1; number <= stage.options().rounds() && timeIsLeft(begun); number++) {
            stage.log().accept("round " + number + " of " + stage.options().rounds());
            RoundReport round = course.round(drill, number);
            rounds.add(round);
            stage.log().accept(ReportText.line(round).strip());
        }
        if (grade().passed()) {
            Course.drop(stage, work);
        }
    }

    private boolean timeIsLeft(long begun) {
        return stage.options()
                .most()
                .filter(most -> System.nanoTime() - begun >= most.toNanos())
                .isEmpty();
    }

    private DrillReport grade() {
        DrillReport figures = report(List.of());
        List<String> broken = new ArrayList<>(reasons);
        Promise.of(drill, stage.options().load())
                .forEach(promise -> promise.broken(figures).ifPresent(broken::add));
        rounds.forEach(
                round -> round.reasons().forEach(reason -> broken.add("round " + round.round() + ": " + reason)));
        return report(broken);
    }

    private DrillReport report(List<String> broken) {
        return Summary.of(
                drill.name(),
                stage.id(),
                startedAt,
                stage.doors().servers().size(),
                stage.options().load().sentence(),
                rounds,
                broken);
    }

    private static String words(Exception e) {
        return e instanceof DrillFailure ? String.valueOf(e.getMessage()) : e.toString();
    }
}
