package io.signalbox.lab;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.drill.Drill;
import io.signalbox.lab.drill.Options;
import io.signalbox.lab.report.Catalogue;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.report.ReportText;
import io.signalbox.site.SiteFailure;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Several drills, one after the other, whatever becomes of each. With a file, what passed before is not played again, and each row is
 * in it as soon as its drill is over.
 */
final class Series {

    /** One of them. */
    interface Play {
        DrillReport of(Drill drill, Options options) throws Failed;
    }

    /** @param rounds of which a row that is there must have as many, to count */
    record Wish(Drill drill, Options options, int rounds) {}

    private final Optional<Path> file;
    private final Play play;
    private final Consumer<String> out;
    private Catalogue catalogue;

    /** @param out is told of each drill, in lines */
    Series(Optional<Path> file, Play play, Consumer<String> out) {
        this.file = file;
        this.play = play;
        this.out = out;
        this.catalogue = file.map(Catalogue::read).orElse(Catalogue.EMPTY);
    }

    /**
     * Returns all rows, those of earlier runs included.
     *
     * @throws SiteFailure before anything is played, if the file cannot be written
     */
    Catalogue play(List<Wish> wishes) throws Failed {
        keep();
        for (Wish wish : wishes) {
            if (isDone(wish)) {
                out.accept(wish.drill.name() + " passed before\n");
            } else {
                play(wish);
            }
        }
        return catalogue;
    }

    private void play(Wish wish) throws Failed {
        DrillReport report = play.of(wish.drill, wish.options);
        out.accept(ReportText.of(report));
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        catalogue = catalogue.with(Catalogue.Row.of(report, load));
        keep();
    }

    private void keep() {
        try {
            file.ifPresent(catalogue::write);
        } catch (UncheckedIOException e) {
            throw new SiteFailure("--resume: " + file.orElseThrow() + " cannot be written: " + e.getCause(), e);
        }
    }

    private boolean isDone(Wish wish) {
        return file.isPresent()
                && catalogue
                        .row(wish.drill.name())
                        .filter(row -> row.passed() && row.rounds() >= wish.rounds)
                        .isPresent();
    }
}
