package io.signalbox.lab.drill;

import io.signalbox.lab.report.CrashReport;
import io.signalbox.lab.tail.DeadBinlog;
import java.util.List;
import java.util.Optional;

/**
 * What a drill did in one round.
 *
 * @param sentence in words
 * @param faultNanos when it happened
 * @param countFromNanos the write gap is counted from here if it began earlier: see {@link io.signalbox.lab.check.WriteGap}
 * @param victim the server that must come back as a healthy replica, if one was hit
 * @param deadBinlog what the victim's binlog held when it died
 * @param crash what became of the controller, where its death is what is tried
 * @param reasons what already went wrong
 * @param notes what is worth telling
 */
record Incident(
        String sentence,
        long faultNanos,
        Optional<Long> countFromNanos,
        Optional<String> victim,
        Optional<DeadBinlog> deadBinlog,
        Optional<CrashReport> crash,
        List<String> reasons,
        List<String> notes) {

    static Incident of(String sentence, long faultNanos) {
        return new Incident(
                sentence,
                faultNanos,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    Incident countedFrom(long nanos) {
        return new Incident(sentence, faultNanos, Optional.of(nanos), victim, deadBinlog, crash, reasons, notes);
    }

    Incident hit(String server) {
        return new Incident(
                sentence, faultNanos, countFromNanos, Optional.of(server), deadBinlog, crash, reasons, notes);
    }

    Incident left(DeadBinlog binlog) {
        return new Incident(sentence, faultNanos, countFromNanos, victim, Optional.of(binlog), crash, reasons, notes);
    }

    Incident crashed(CrashReport report) {
        return new Incident(
                sentence, faultNanos, countFromNanos, victim, deadBinlog, Optional.of(report), reasons, notes);
    }

    Incident failing(List<String> newReasons) {
        return new Incident(sentence, faultNanos, countFromNanos, victim, deadBinlog, crash, newReasons, notes);
    }

    Incident noting(List<String> newNotes) {
        return new Incident(sentence, faultNanos, countFromNanos, victim, deadBinlog, crash, reasons, newNotes);
    }
}
