package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import io.signalbox.controller.core.view.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionRulesTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({
        "NEUTRAL, NEUTRAL, db2",
        "NEUTRAL, PREFER,  db3",
        "AVOID,   NEUTRAL, db3",
        "AVOID,   AVOID,   db2",
        "NEVER,   AVOID,   db3",
        "NEVER,   NEVER,   db1"
    })
    void amongThoseWhoHoldEverythingTheRuleChooses(PromotionRule db2, PromotionRule db3, String chosen) {
        FakeSite site = new FakeSite(3, 1, Map.of("db2", db2, "db3", db3)).whole(50);
        site.server("db1").die();
        site.until(
                "a writer",
                () -> site.record.run().kind() == Run.Kind.NONE
                        && site.primary().open());
        assertThat(site.record.primary()).isEqualTo(chosen);
    }

    @Test
    void whoIsInNoHaproxyIsNotChosenHoweverPreferred() {
        FakeSite site = new FakeSite(3, 1, Map.of("db1", PromotionRule.PREFER, "db2", PromotionRule.PREFER)).whole(50);
        site.missingInProxies.add("db2");
        site.steps(5);
        assertThat(site.kernel.view().servers().get(1).blockers())
                .extracting(Blocker::code)
                .contains("NOT_IN_HAPROXY");
        site.server("db1").die();
        site.until(
                "a writer",
                () -> site.record.run().kind() == Run.Kind.NONE
                        && site.primary().open());
        assertThat(site.record.primary()).isEqualTo("db3");
    }

    @Test
    void whereEveryCandidateIsInNoHaproxyThePrimaryComesBackAsItIs() {
        FakeSite site = new FakeSite(3).whole(50);
        site.missingInProxies.addAll(List.of("db2", "db3"));
        site.connectionsWorked = Optional.of(Duration.ZERO);
        site.steps(5);
        site.server("db1").die();
        site.until(
                "a writer",
                () -> site.record.run().kind() == Run.Kind.NONE
                        && site.primary().open());
        assertThat(site.record.primary()).isEqualTo("db1");
    }

    /** First the rule, then the zone of the primary that is replaced, then the name. */
    @ParameterizedTest
    @CsvSource({
        "NEUTRAL, a, NEUTRAL, a, db2",
        "NEUTRAL, b, NEUTRAL, a, db3",
        "NEUTRAL, a, NEUTRAL, b, db2",
        "NEUTRAL, b, NEUTRAL, b, db2",
        "AVOID,   b, AVOID,   a, db3",
        "PREFER,  b, PREFER,  a, db3",
        "PREFER,  b, NEUTRAL, a, db2",
        "NEUTRAL, a, PREFER,  b, db3",
        "NEUTRAL, b, AVOID,   a, db2",
        "AVOID,   a, NEUTRAL, b, db3",
        "AVOID,   b, NEVER,   a, db2",
        "NEVER,   a, NEUTRAL, b, db3"
    })
    void theRuleComesBeforeTheZoneAndTheZoneBeforeTheName(
            PromotionRule rule2, String zone2, PromotionRule rule3, String zone3, String chosen) {
        FakeSite lost = zoned(rule2, zone2, rule3, zone3);
        lost.server("db1").die();
        lost.until(
                "a writer",
                () -> lost.record.run().kind() == Run.Kind.NONE
                        && lost.primary().open());
        assertThat(lost.record.primary()).isEqualTo(chosen);

        FakeSite asked = zoned(rule2, zone2, rule3, zone3);
        asked.ask(new Intent.Switchover("left open", "", DEADLINE, false));
        asked.until("switched", () -> asked.said("left open"));
        assertThat(asked.record.primary()).isEqualTo(chosen);
    }

    /** db1, the first primary, is in zone a. */
    private static FakeSite zoned(PromotionRule rule2, String zone2, PromotionRule rule3, String zone3) {
        return new FakeSite(
                        3,
                        1,
                        Map.of("db1", PromotionRule.PREFER, "db2", rule2, "db3", rule3),
                        Map.of("db1", "a", "db2", zone2, "db3", zone3))
                .whole(50);
    }

    @Test
    void theFirstPrimaryIsChosenByItsRuleToo() {
        FakeSite site = new FakeSite(3, 1, Map.of("db1", PromotionRule.NEVER, "db3", PromotionRule.PREFER)).whole(0);
        assertThat(site.record.primary()).isEqualTo("db3");
    }

    @Test
    void whereNobodyMayBePromotedTheGateSaysWhyAndThePrimaryComesBackAsItIs() {
        FakeSite site = new FakeSite(2, 1, Map.of("db2", PromotionRule.NEVER)).whole(50);
        site.server("db1").die();
        site.until("reopened", site::whole);
        assertThat(site.record.epoch()).isEqualTo(site.server("db1").promised);
        assertThat(site.told)
                .filteredOn(t -> t.type().equals("failover.refused"))
                .extracting(Effect.Tell::sentence)
                .anyMatch(s -> s.contains("candidate is db2 must never be promoted, by its rule"));
    }

    /** It could not be brought up to date either: what it received before its detachment is not what an acker holds. */
    @Test
    void whoIsNoAckerAndLagsIsNoCandidate() {
        FakeSite site = new FakeSite(3, 1, Map.of("db2", PromotionRule.NEVER)).whole(50);
        site.server("db3").cutFromSource = true;
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        site.steps(Duration.ofSeconds(1));
        site.server("db1").die();
        site.until("reopened", () -> site.primary().open());
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.told)
                .filteredOn(t -> t.type().equals("failover.refused"))
                .extracting(Effect.Tell::sentence)
                .anyMatch(s -> s.contains("or is no acker and lacks what one holds"));
        assertThat(site.sent).noneMatch(command -> command.equals("db1 Fence"));
    }

    @Test
    void noSwitchoverGoesToAServerThatMustNeverBePromoted() {
        FakeSite site = new FakeSite(3, 1, Map.of("db2", PromotionRule.NEVER)).whole(50);
        Effect.Operation named = site.ask(new Intent.Switchover("named", "db2", DEADLINE, false));
        assertThat(named.state()).isEqualTo(Effect.State.REFUSED);
        assertThat(named.blockers()).extracting(Blocker::code).containsExactly("RULE_NEVER");
        site.ask(new Intent.Switchover("left open", "", DEADLINE, false));
        site.until("switched", () -> site.said("left open"));
        assertThat(site.record.primary()).isEqualTo("db3");
    }

    @Test
    void anOperatorWhoNamesItByForceGetsIt() {
        FakeSite site = new FakeSite(2, 1, Map.of("db2", PromotionRule.NEVER)).whole(50);
        Effect.Operation open = site.ask(new Intent.Failover("left open", "", "a drill", false, false));
        assertThat(open.blockers()).extracting(Blocker::code).containsExactly("NO_CANDIDATE", "RULE_NEVER");
        site.ask(new Intent.Failover("named", "db2", "a drill", false, false));
        site.until("promoted", () -> site.said("named"));
        assertThat(site.record.primary()).isEqualTo("db2");
    }

    /** It knows the last write alone: whoever is promoted follows it first. */
    @Test
    void aBetterInformedServerThatMayNotBePromotedBringsTheOtherUpToDate() {
        FakeSite site = new FakeSite(3, 1, Map.of("db3", PromotionRule.NEVER)).whole(50);
        long epoch = site.record.epoch();
        Scenario.tellNobodyBut(site, "db3");
        site.server("db1").die();
        site.until("promoted", () -> site.record.primary().equals("db2") && site.whole());
        assertThat(site.record.epoch()).isEqualTo(epoch + 1);
        assertThat(site.sent.subList(site.sent.lastIndexOf("db3 Detach"), site.sent.size()))
                .containsSubsequence("db2 Follow", "db2 ReadSets", "db2 Detach", "db2 Open");
        assertThat(receipt(site).phases()).containsKey("catchUp");
    }

    /** Found by the simulation: a server that was restarted does not apply, and serves only what it has applied. */
    @Test
    void theBetterInformedServerIsMadeToApplyWhatItHolds() {
        FakeSite site = new FakeSite(3, 1, Map.of("db3", PromotionRule.NEVER)).whole(50);
        site.server("db3").idleApplier = true;
        Scenario.tellNobodyBut(site, "db3");
        site.server("db1").die();
        site.until("promoted", () -> site.record.primary().equals("db2") && site.whole());
        assertThat(receipt(site).result()).isEqualTo("done");
        assertThat(receipt(site).sets().get("db2"))
                .isNotEqualTo(receipt(site).sets().get("db3"));
    }

    @Test
    void nobodyWaitsForACatchUpThatIsNotNeeded() {
        FakeSite site = new FakeSite(3, 1, Map.of("db3", PromotionRule.NEVER)).whole(50);
        site.server("db1").die();
        site.until("promoted", () -> site.record.primary().equals("db2") && site.whole());
        assertThat(site.journal)
                .noneMatch(e -> e.plan().equals("failover") && e.step().equals("catch-up"));
    }

    /** What was only received cannot be served: the failover is given up, and the primary comes back as it is. */
    @Test
    void whatABrokenApplierHoldsBackRefusesTheFailoverAndSaysSo() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").applierError = "1062: duplicate key";
        site.steps(2);
        Scenario.tellNobodyBut(site, "db3");
        site.server("db1").die();
        site.until("given up", () -> !site.kernel.view().failovers().isEmpty());
        assertThat(receipt(site).result())
                .contains("db2 cannot be brought up to date from db3, which may not be promoted")
                .contains("the applier of db3: 1062: duplicate key");
        assertThat(site.record.primary()).isEqualTo("db1");
        site.server("db3").applierError = "";
        site.until("reopened", site::whole);
        assertThat(site.record.primary()).isEqualTo("db1");
    }

    /** Found by the simulation (seed 1143410): the source had locked its account in an earlier life as primary. */
    @Test
    void whoIsNotLetInByTheBetterInformedServerGivesUpSoonAndThePrimaryComesBack() {
        FakeSite site = new FakeSite(3, 1, Map.of("db3", PromotionRule.NEVER)).whole(50);
        Scenario.tellNobodyBut(site, "db3");
        site.server("db3").shut.add("db2");
        site.server("db1").die();
        site.steps(Duration.ofSeconds(12));
        assertThat(receipt(site).result()).contains("db2 cannot be brought up to date from db3");
        site.until("reopened", () -> site.server("db1").open());
        assertThat(site.record.primary()).isEqualTo("db1");
    }

    @Test
    void everythingThatBarsAServerIsNamedInTheView() {
        FakeSite site = new FakeSite(4, 1, Map.of("db4", PromotionRule.NEVER)).whole(50);
        site.server("db2").applierError = "1062: duplicate key";
        site.server("db2").version = "8.4.6";
        site.server("db3").host = new Report.Host(0.01, 1, 0, false, "");
        site.steps(2);
        assertThat(codes(site, "db1")).isEmpty();
        assertThat(codes(site, "db2")).contains("APPLIER_BROKEN", "OLDER_VERSION");
        assertThat(codes(site, "db3")).containsExactly("DISK_CRITICAL");
        assertThat(codes(site, "db4")).containsExactly("RULE_NEVER");
    }

    private static List<String> codes(FakeSite site, String server) {
        return site.kernel.view().servers().stream()
                .filter(s -> s.name().equals(server))
                .flatMap(s -> s.blockers().stream())
                .map(Blocker::code)
                .toList();
    }

    private static ClusterView.Receipt receipt(FakeSite site) {
        return site.kernel.view().failovers().getFirst();
    }
}
