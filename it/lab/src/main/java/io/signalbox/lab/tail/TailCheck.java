package io.signalbox.lab.tail;

import io.signalbox.lab.ledger.Write;
import io.signalbox.lab.report.TailReport;
import io.signalbox.mysql.gtid.GtidSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what was saved of a dead server's tail against what was rolled back. */
public final class TailCheck {
    private TailCheck() {}

    /**
     * Empty if there was nothing to roll back, and nothing was saved.
     *
     * @param finalPrimary the executed set of the primary when the site was whole again
     */
    public static Optional<TailReport> of(
            DeadBinlog dead, Mysqlbinlog reader, GtidSet finalPrimary, List<Write> writes) {
        GtidSet rolledBack = reader.read(dead.copy()).gtids().minus(finalPrimary);
        List<Path> saved = dead.savedSince();
        if (saved.isEmpty()) {
            return rolledBack.isEmpty() ? Optional.empty() : Optional.of(judge(dead, rolledBack));
        }
        return Optional.of(judge(dead, rolledBack, saved.getLast(), reader.read(saved.getLast()), writes));
    }

    private static TailReport judge(DeadBinlog dead, GtidSet rolledBack) {
        return new TailReport(
                dead.server(),
                rolledBack.toString(),
                rolledBack.count(),
                "",
                "",
                List.of(),
                List.of("the tail of " + dead.server() + " (" + rolledBack
                        + ") was rolled back and nothing was saved"));
    }

    private static TailReport judge(
            DeadBinlog dead, GtidSet rolledBack, Path file, BinlogReading saved, List<Write> writes) {
        List<Long> acknowledged = acknowledged(saved.ids(), writes);
        List<String> faults = new ArrayList<>();
        if (!saved.clean()) {
            faults.add("mysqlbinlog cannot read the saved tail " + file + " to its end");
        }
        if (!saved.gtids().equals(rolledBack)) {
            faults.add("the saved tail " + file + " names " + saved.gtids() + ", rolled back was " + rolledBack);
        }
        if (!acknowledged.isEmpty()) {
            faults.add("the saved tail " + file + " holds acknowledged writes: " + acknowledged);
        }
        return new TailReport(
                dead.server(),
                rolledBack.toString(),
                rolledBack.count(),
                file.toString(),
                saved.gtids().toString(),
                acknowledged,
                faults);
    }

    private static List<Long> acknowledged(Set<Long> ids, List<Write> writes) {
        Set<Long> all =
                writes.stream().filter(Write::acknowledged).map(Write::id).collect(Collectors.toSet());
        return ids.stream().filter(all::contains).sorted().toList();
    }
}
