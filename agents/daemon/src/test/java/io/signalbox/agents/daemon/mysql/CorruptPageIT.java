package io.signalbox.agents.daemon.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.mysql.doctor.Check;
import io.signalbox.mysql.doctor.Doctor;
import io.signalbox.mysql.doctor.Examination;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Patient;
import io.signalbox.mysql.literal.Quote;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page is overwritten on a real server's disk, and read. */
@Timeout(180)
class CorruptPageIT {
    private static final String OPEN = "SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF";
    private static final int PAGE_SIZE = 16 << 10;
    /** One with rows: the first four and the root come before. */
    private static final int PAGE = 7;

    private static final int HEAD = 128;
    private static final int TRAILER = 8;
    private static final int DOUBLINGS = 10;

    private static RealMysql sound;
    private static RealMysql hurt;

    @BeforeAll
    static void start() {
        sound = RealMysql.create("db1", "127.0.201.73", 1).start();
        hurt = RealMysql.create("db2", "127.0.201.74", 2, "default-time-zone = '+09:00'")
                .start();
    }

    @AfterAll
    static void end() {
        sound.close();
        hurt.close();
    }

    @Test
    void itIsNamedOnceItWasReadUntilTheDataAreCopiedAnew() throws Exception {
        hurt.run(OPEN, "CREATE SCHEMA shop");
        fill("cart");
        fill("till");
        spoil("cart", "till");
        assertThat(corruptions()).isEmpty();

        Instant before = Instant.now().minusSeconds(1);
        read("cart");
        assertThat(corruptions())
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .matches("page 7 of table space " + space("cart") + ": MY-011899 at [-0-9]{10}T[0-9:]{8}Z"));
        assertThat(examined().errorLog().orElseThrow().corruptions())
                .singleElement()
                .satisfies(corruption -> assertThat(corruption.at()).isBetween(before, Instant.now()));

        read("till");
        assertThat(corruptions())
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .startsWith("page 7 of table space " + space("till") + ": ")
                        .contains("; page 7 of table space " + space("cart") + ": "));
        copy();
        assertThat(corruptions()).isEmpty();
        hurt.stop();
        hurt.start();
        assertThat(corruptions()).isEmpty();
    }

    private static void fill(String table) {
        hurt.run(
                "CREATE TABLE shop." + table
                        + " (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, filling CHAR(200) NOT NULL)",
                "INSERT INTO shop." + table + " (filling) VALUES (REPEAT('x', 200))");
        for (int i = 0; i < DOUBLINGS; i++) {
            hurt.run("INSERT INTO shop." + table + " (filling) SELECT filling FROM shop." + table);
        }
    }

    private static String space(String table) {
        return hurt.ask("SELECT SPACE FROM information_schema.INNODB_TABLESPACES WHERE NAME = 'shop/" + table + "'");
    }

    private static void spoil(String... tables) throws IOException {
        hurt.stop();
        for (String table : tables) {
            String file = hurt.dataDir().resolve("shop/" + table + ".ibd").toString();
            try (RandomAccessFile pages = new RandomAccessFile(file, "rw")) {
                pages.seek((long) PAGE * PAGE_SIZE + HEAD);
                pages.write(new byte[PAGE_SIZE - HEAD - TRAILER]);
            }
        }
        hurt.start();
    }

    /** mysqld ends, and is started again. */
    private static void read(String table) {
        assertThatThrownBy(() -> hurt.ask("SELECT COUNT(filling) FROM shop." + table + " WHERE filling LIKE 'x%'"))
                .isInstanceOf(IllegalStateException.class);
        hurt.awaitEnd();
        hurt.start();
    }

    private static void copy() {
        String donor = sound.host() + ":" + RealMysql.PORT;
        hurt.run(OPEN, "SET GLOBAL clone_valid_donor_list = '" + donor + "'");
        assertThatThrownBy(() -> hurt.run("CLONE INSTANCE FROM '" + RealMysql.TESTER + "'@'" + sound.host() + "':"
                        + RealMysql.PORT + " IDENTIFIED BY " + Quote.text(RealMysql.passwordOf(RealMysql.TESTER))))
                .hasMessageContaining("(" + Faults.CANNOT_RESTART + ")");
        hurt.awaitEnd();
        hurt.start();
    }

    private static List<Finding> corruptions() {
        Patient patient =
                new Patient(hurt.name(), Optional.of(examined()), Duration.ZERO, Duration.ZERO, Optional.empty());
        return Doctor.findings(List.of(patient)).stream()
                .filter(finding -> finding.check() == Check.CORRUPT_PAGE)
                .toList();
    }

    private static Examination examined() {
        MysqlAccess access = Access.to(hurt);
        try (Standing standing = new Standing(access, access.monitor())) {
            Examination seen = new ExaminationReader(hurt.name(), standing).read();
            assertThat(seen.unread()).isEmpty();
            return seen;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
