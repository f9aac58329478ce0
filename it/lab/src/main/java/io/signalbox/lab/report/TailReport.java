package io.signalbox.lab.report;

import java.util.List;

/**
 * What a dead primary had written and nobody had acknowledged.
 *
 * @param rolledBack GTIDs that the dead server's binlog held and the final primary lacks
 * @param file the saved tail, or empty if none was saved
 * @param saved the GTIDs that mysqlbinlog reads from it
 * @param acknowledgedInside ids of acknowledged writes among its rows: there must be none
 * @param faults what is wrong with it
 */
public record TailReport(
        String server,
        String rolledBack,
        long transactions,
        String file,
        String saved,
        List<Long> acknowledgedInside,
        List<String> faults) {}
