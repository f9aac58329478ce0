package io.signalbox.lab.report;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reports by hand. */
public final class Reports {
    private Reports() {}

    /** A round in which all went well, but for what is given. */
    public static RoundReport round(int number, double gap, long lost, double twoWriters) {
        return round(number, gap, lost, twoWriters, Optional.empty());
    }

    /** A round in which a controller was to die, or was left alone. */
    static RoundReport round(int number, double gap, CrashReport crash) {
        return round(number, gap, 0, 0, Optional.of(crash));
    }

    private static RoundReport round(
            int number, double gap, long lost, double twoWriters, Optional<CrashReport> crash) {
        TreeMap<String, Double> phases = new TreeMap<>();
        phases.put("detect", gap / 10);
        phases.put("promote", gap / 2);
        return new RoundReport(
                number,
                "mysqld of db1 is killed",
                "db1",
                "db2",
                1,
                Optional.of(gap),
                Optional.of(gap + 10),
                Optional.empty(),
                0,
                phases,
                1000,
                lost,
                0,
                0,
                0,
                4,
                1,
                4,
                twoWriters,
                List.of(),
                60,
                0,
                1,
                5,
                gap,
                200,
                0,
                readers(lost),
                List.of(new ClientReport("raw", 600, 4, gap), new ClientReport("pool", 400, lost, gap + 20)),
                Optional.of(new BankReport(100, lost, 3, List.of())),
                Optional.of(4000.0),
                Optional.empty(),
                crash,
                List.of(),
                List.of());
    }

    private static ReadsReport readers(long stale) {
        return new ReadsReport(
                new PortReport(200, 0, 320, 0, 0, 1),
                Optional.of(new PortReport(100, 3, 410, stale, 0, 2)),
                25,
                0,
                1,
                List.of());
    }

    public static DrillReport of(List<String> reasons, RoundReport... rounds) {
        return Summary.of(
                "kill-primary",
                "id",
                "2026-11-24T10:00:00Z",
                3,
                "500 writes/s over 4 connections",
                List.of(rounds),
                reasons);
    }
}
