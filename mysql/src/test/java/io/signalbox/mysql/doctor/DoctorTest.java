package io.signalbox.mysql.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {
    @ParameterizedTest
    @MethodSource("io.signalbox.mysql.doctor.Case#all")
    void namesWhatIsWrongAndLeavesAloneWhatIsRight(Case one) {
        List<Finding> findings = Doctor.findings(one.servers()).stream()
                .filter(finding -> finding.check() == one.check())
                .toList();
        if (one.named()) {
            assertThat(findings).extracting(Finding::server).contains("db2");
            assertThat(findings)
                    .allSatisfy(finding ->
                            assertThat(finding.evidence()).isNotBlank().hasLineCount(1));
        } else {
            assertThat(findings).isEmpty();
        }
    }

    @Test
    void everyCheckHasACaseThatItNamesAndOneThatItLeavesAlone() {
        assertThat(checks(true)).containsExactlyInAnyOrder(Check.values());
        assertThat(checks(false)).containsExactlyInAnyOrder(Check.values());
    }

    private static Set<Check> checks(boolean named) {
        return Case.all()
                .filter(one -> one.named() == named)
                .map(Case::check)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Check.class)));
    }

    @Test
    void aHealthyClusterHasNoFinding() {
        List<Patient> servers = List.of(
                Healthy.server("db1", 1).patient(), Healthy.server("db2", 2).patient());
        assertThat(Doctor.findings(servers)).isEmpty();
    }

    @Test
    void theHealthyServerHasEverySettingThatACheckLooksAt() {
        assertThat(Healthy.server("db1", 1).seen().settings().keySet())
                .containsAll(Check.settings().stream()
                        .filter(name -> !name.equals("mysqlx_port"))
                        .toList());
    }

    /** One wrong setting is one finding: no check sees what is another's. */
    @ParameterizedTest
    @MethodSource("io.signalbox.mysql.doctor.Case#all")
    void aWrongSettingIsNamedByItsCheckAlone(Case one) {
        if (one.named() && one.check().match() instanceof Match.Setting) {
            assertThat(Doctor.findings(one.servers()))
                    .extracting(Finding::check)
                    .containsOnly(one.check());
        }
    }

    @Test
    void aServerOfWhichNothingIsKnownIsAFindingAndNoOther() {
        List<Patient> servers = List.of(Healthy.server("db1", 1).patient(), Patient.unseen("db2"));
        assertThat(Doctor.findings(servers))
                .containsExactly(new Finding(Check.NOT_EXAMINED, "db2", "its agent has told nothing yet"));
    }

    @Test
    void theWorstComesFirst() {
        Healthy here = Healthy.server("db1", 1)
                .with("sync_relay_log", "0")
                .with("binlog_encryption", "ON")
                .with("sync_binlog", "0")
                .hiding("tables", "denied");
        assertThat(Doctor.findings(List.of(here.patient())))
                .extracting(Finding::check)
                .containsExactly(
                        Check.SYNC_BINLOG, Check.NOT_EXAMINED, Check.BINLOG_ENCRYPTED, Check.RELAY_LOG_NEVER_FLUSHED);
    }

    @Test
    void theServerThatIsUnlikeTheOthersIsNamed() {
        List<Patient> servers = List.of(
                Healthy.server("db1", 1).patient(),
                Healthy.server("db2", 2).patient(),
                Healthy.server("db3", 3).with("sql_mode", "ANSI").patient());
        assertThat(Doctor.findings(servers))
                .containsExactly(
                        new Finding(Check.SETTINGS_DIFFER, "db3", "sql_mode = ANSI, elsewhere STRICT_TRANS_TABLES"));
    }

    @Test
    void aCorruptPageIsNamedWithItsPlaceAndTime() {
        Instant at = Instant.parse("2026-11-27T13:32:23.306088Z");
        Healthy here = Healthy.server("db1", 1)
                .logging(new Examination.ErrorLog(List.of(
                        new Examination.Corruption("page 36 of table space 17", "MY-011899", at),
                        new Examination.Corruption("", "MY-012798", at))));
        assertThat(Doctor.findings(List.of(here.patient())))
                .containsExactly(new Finding(
                        Check.CORRUPT_PAGE,
                        "db1",
                        "page 36 of table space 17: MY-011899 at 2026-11-27T13:32:23Z;"
                                + " MY-012798 at 2026-11-27T13:32:23Z"));
    }

    @Test
    void evidenceIsBounded() {
        Healthy here = Healthy.server("db1", 1);
        for (int i = 0; i < Examination.MOST; i++) {
            here = here.keeping("shop", "t" + i, "MyISAM");
        }
        assertThat(Doctor.findings(List.of(here.patient())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .contains("shop.t7 (MyISAM)")
                        .endsWith("; and more"));
    }

    @Test
    void everyCheckSaysWhyAndHow() {
        assertThat(Arrays.asList(Check.values())).allSatisfy(check -> {
            assertThat(check.sentence()).endsWith(".").doesNotContain("|", "\n");
            assertThat(check.mend()).endsWith(".").doesNotContain("|", "\n");
        });
        assertThat(Arrays.stream(Check.values()).map(Check::sentence)).doesNotHaveDuplicates();
    }
}
