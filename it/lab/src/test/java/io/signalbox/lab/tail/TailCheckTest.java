package io.signalbox.lab.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import io.signalbox.lab.report.TailReport;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that reads binlogs is a script that prints the file's text: what is tested is the judgement. */
class TailCheckTest {
    private static final String UUID = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final GtidSet PRIMARY = GtidSet.range(UUID, 1, 7);

    @TempDir
    Path dir;

    private Path data;
    private Path tails;
    private Mysqlbinlog reader;

    @BeforeEach
    void layOut() throws IOException {
        data = Files.createDirectories(dir.resolve("data"));
        tails = Files.createDirectories(dir.resolve("tails"));
        Files.writeString(tails.resolve("old.binlog"), binlog(transaction(1, 1)), StandardCharsets.ISO_8859_1);
        Files.writeString(data.resolve("binlog.index"), "./binlog.000001\n./binlog.000002\n");
        Files.writeString(data.resolve("relay.index"), "./relay.000009\n");
        Files.writeString(
                data.resolve("binlog.000002"),
                binlog(transaction(7, 70) + transaction(8, 80) + transaction(9, 90)),
                StandardCharsets.ISO_8859_1);
        Path program = dir.resolve("mysqlbinlog");
        Files.writeString(program, "#!/bin/sh\nfor last; do :; done\ncat \"$last\"\n! grep -q BROKEN \"$last\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        reader = new Mysqlbinlog(program);
    }

    private static String binlog(String text) {
        return "\u00febin\n" + text;
    }

    private static String transaction(long number, long id) {
        return "SET @@SESSION.GTID_NEXT= '" + UUID + ":" + number + "'/*!*/;\n"
                + "### INSERT INTO `signalbox`.`heartbeat`\n###   @1=1\n###   @2=" + (id + 1) + "\n"
                + "### INSERT INTO `signalbox_lab`.`w`\n### SET\n###   @1=1\n###   @2=" + id + "\n###   @3='w1'\n"
                + "SET @@SESSION.GTID_NEXT= 'AUTOMATIC' /* added by mysqlbinlog */ /*!*/;\n";
    }

    private DeadBinlog keep() {
        return DeadBinlog.keep("db1", data, tails, dir.resolve("scratch"));
    }

    private void save(String text) throws IOException {
        Files.writeString(tails.resolve("new.binlog"), binlog(text), StandardCharsets.ISO_8859_1);
        Files.writeString(tails.resolve("new.json"), "{}");
    }

    private static Write acknowledged(long id) {
        return new Write(id, "w1", Via.PROXY, ClientKind.RAW, UUID, 0, 1, Outcome.ACKNOWLEDGED, "");
    }

    private Optional<TailReport> check(DeadBinlog dead, List<Write> writes) {
        return TailCheck.of(dead, reader, PRIMARY, writes);
    }

    @Test
    void agreesWhenTheSavedTailNamesExactlyWhatWasRolledBack() throws IOException {
        DeadBinlog dead = keep();
        save(transaction(8, 80) + transaction(9, 90));

        TailReport tail = check(dead, List.of(acknowledged(70))).orElseThrow();

        assertThat(tail.faults()).isEmpty();
        assertThat(tail.transactions()).isEqualTo(2);
        assertThat(tail.saved()).isEqualTo(UUID + ":8-9");
    }

    /** Found by a drill: the second lane of a heartbeat, behind a write of ours, looked like write 1. */
    @Test
    void takesNoChangeOfAnotherTableForAWriteOfOurs() throws IOException {
        DeadBinlog dead = keep();
        String beat = "### UPDATE `signalbox`.`heartbeat`\n### WHERE\n###   @1='db1'\n###   @2=1\n###   @3=4\n"
                + "### SET\n###   @1='db1'\n###   @2=1\n###   @3=5\n";
        String deleted = "### DELETE FROM `signalbox_lab`.`w`\n### WHERE\n###   @1=1\n###   @2=1\n";
        save(transaction(8, 80) + transaction(9, 90) + beat + deleted);

        TailReport tail =
                check(dead, List.of(acknowledged(1), acknowledged(70))).orElseThrow();

        assertThat(tail.faults()).isEmpty();
    }

    @Test
    void seesNothingWhenThePrimaryHasAllThatTheDeadServerWrote() {
        DeadBinlog dead = keep();

        assertThat(TailCheck.of(dead, reader, GtidSet.range(UUID, 1, 9), List.of()))
                .isEmpty();
    }

    @Test
    void aTailThatWasNotSavedIsAFault() {
        assertThat(check(keep(), List.of()).orElseThrow().faults())
                .singleElement()
                .asString()
                .contains(UUID + ":8-9", "nothing was saved");
    }

    @Test
    void aTailThatLacksATransactionIsAFault() throws IOException {
        DeadBinlog dead = keep();
        save(transaction(9, 90));

        assertThat(check(dead, List.of()).orElseThrow().faults())
                .singleElement()
                .asString()
                .contains("names " + UUID + ":9", "rolled back was " + UUID + ":8-9");
    }

    @Test
    void anAcknowledgedWriteInsideIsAFault() throws IOException {
        DeadBinlog dead = keep();
        save(transaction(8, 80) + transaction(9, 90));

        TailReport tail = check(dead, List.of(acknowledged(90))).orElseThrow();

        assertThat(tail.acknowledgedInside()).containsExactly(90L);
        assertThat(tail.faults()).hasSize(1);
    }

    @Test
    void aTailThatMysqlbinlogCannotReadIsAFault() throws IOException {
        DeadBinlog dead = keep();
        save(transaction(8, 80) + transaction(9, 90) + "BROKEN\n");

        assertThat(check(dead, List.of()).orElseThrow().faults())
                .singleElement()
                .asString()
                .contains("cannot read");
    }

    @Test
    void keepsTheBinlogAsItWasAtTheDeath() throws IOException {
        DeadBinlog dead = keep();
        Files.writeString(data.resolve("binlog.000002"), binlog(transaction(7, 70)), StandardCharsets.ISO_8859_1);
        save(transaction(8, 80) + transaction(9, 90));

        assertThat(check(dead, List.of()).orElseThrow().faults()).isEmpty();
        dead.forget();
        assertThat(dead.copy()).doesNotExist();
    }
}
