package io.signalbox.agents.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.protocol.Report;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aPrimaryTakesWritesAndNoReadersOfReplicas() {
        Checks checks = checks(seen(true, false, Duration.ZERO, Duration.ZERO));

        assertThat(checks.primary()).isEqualTo(new Check("db1", true, "primary", 0, -1, ""));
        assertThat(checks.replica(SECOND).reason()).isEqualTo("it is the primary");
    }

    @Test
    void aReplicaTakesReadersWhoBearItsLag() {
        Checks checks = checks(seen(false, false, Duration.ofMillis(300), Duration.ZERO));

        assertThat(checks.replica(Duration.ofMillis(300)).ok()).isTrue();
        assertThat(checks.replica(Duration.ofMillis(299)))
                .isEqualTo(new Check("db1", false, "replica", 300, -1, "it lags by more than 299 ms"));
        assertThat(checks.primary().reason()).isEqualTo("it is read-only");
    }

    @Test
    void oneThatHasFallenSilentTakesNobody() {
        Checks checks = checks(seen(false, false, Duration.ZERO, Checks.FRESH.plusMillis(1)));

        assertThat(checks.replica(SECOND).ok()).isFalse();
        assertThat(checks(seen(true, false, Duration.ZERO, Checks.FRESH.plusMillis(1)))
                        .primary()
                        .ok())
                .isFalse();
    }

    @Test
    void oneThatIsOfflineTakesNobody() {
        assertThat(checks(seen(false, true, Duration.ZERO, Duration.ZERO))
                        .replica(SECOND)
                        .reason())
                .isEqualTo("it is offline");
    }

    @Test
    void neitherDoesOneThatHasJustGoneOfflineAndCannotBeLookedAtAnyMore() {
        Optional<Seen> refused = seen(true, false, Duration.ZERO, Duration.ZERO)
                .map(seen -> new Seen(
                        new Report.Probes(Duration.ZERO, Duration.ZERO, Report.ProbeFault.OFFLINE, ""),
                        seen.mysql(),
                        seen.behind()));

        assertThat(checks(refused).primary().reason()).isEqualTo("it is offline");
    }

    @Test
    void neitherDoesOneThatWasNeverSeen() {
        assertThat(checks(Optional.empty()).replica(SECOND).ok()).isFalse();
        Report.Probes probes = new Report.Probes(Duration.ZERO, Duration.ZERO, Report.ProbeFault.NONE, "");
        assertThat(checks(Optional.of(new Seen(probes, Optional.empty(), Seen.UNKNOWN)))
                        .primary())
                .isEqualTo(new Check("db1", false, "none", -1, -1, "no mysqld has answered yet"));
    }

    @Test
    void onlyWhatIsCertainlyNotOlderIsFresh() {
        Checks replica = checks(behind(seen(false, false, Duration.ZERO, Duration.ZERO), 550));
        Checks primary = checks(behind(seen(true, false, Duration.ZERO, Duration.ZERO), 550));

        assertThat(replica.fresh(Duration.ofMillis(550))).isEqualTo(new Check("db1", true, "replica", 0, 550, ""));
        assertThat(replica.fresh(Duration.ofMillis(549)).reason())
                .isEqualTo("it may lack what was acknowledged 549 ms ago");
        assertThat(primary.fresh(Duration.ofMillis(550)).reason()).isEqualTo("it is the primary");
        assertThat(primary.primary(Duration.ofMillis(550)).ok()).isTrue();
        assertThat(primary.primary(Duration.ofMillis(549)).ok()).isFalse();
        assertThat(replica.primary(Duration.ofMillis(550)).reason()).isEqualTo("it is read-only");
    }

    @Test
    void aPrimaryOfWhichNoWriteWasAcknowledgedMayHaveBeenDeposed() {
        Checks primary = checks(seen(true, false, Duration.ZERO, Duration.ZERO));
        assertThat(primary.primary().ok()).isTrue();
        assertThat(primary.primary(Duration.ofHours(1)).ok()).isFalse();
    }

    private static Optional<Seen> behind(Optional<Seen> seen, long millis) {
        return seen.map(each -> new Seen(each.probes(), each.mysql(), Duration.ofMillis(millis)));
    }

    private static Checks checks(Optional<Seen> seen) {
        return new Checks("db1", () -> seen);
    }

    private static Optional<Seen> seen(boolean writable, boolean offline, Duration lag, Duration silent) {
        Report.Mysql mysql = new Report.Mysql(
                "uuid",
                1,
                "9.7.4",
                !writable,
                !writable,
                offline,
                new Report.SemiSync(writable, !writable, 1, 1),
                new Report.Receiver(Report.ReceiverState.ON, "db2:3306", Duration.ZERO, ""),
                new Report.Applier(true, 0, ""),
                GtidSet.EMPTY,
                GtidSet.EMPTY,
                0,
                lag,
                1,
                100,
                Duration.ZERO,
                Optional.empty());
        return Optional.of(new Seen(
                new Report.Probes(silent, Duration.ZERO, Report.ProbeFault.NONE, ""),
                Optional.of(mysql),
                Seen.UNKNOWN));
    }
}
