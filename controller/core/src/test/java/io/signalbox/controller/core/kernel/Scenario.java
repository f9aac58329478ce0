package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.ClusterRecord.Mode;
import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a plan comes to be carried out.
 *
 * @param sizes numbers of servers with which it is played
 * @param k how many acknowledgements are wanted
 * @param stage brings a new site to where the plan is about to begin
 * @param strike sets it off
 * @param meanwhile what happens while no controller is there
 * @param afterwards what must be seen, or done by people, before the site can be whole again
 */
record Scenario(
        List<Integer> sizes,
        int k,
        Consumer<FakeSite> stage,
        Consumer<FakeSite> strike,
        Consumer<FakeSite> meanwhile,
        Consumer<FakeSite> afterwards) {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** A plan without a scenario does not compile. */
    static Scenario of(Plan plan) {
        return switch (plan) {
            case FAILOVER -> when(Scenario::failOver).with(4, 2, 3);
            case SWITCHOVER -> when(Scenario::switchOver).with(2, 3);
            case PROMOTE ->
                when(FakeSite::takeOffice).after(diedInSwitchover("open")).with(2, 3);
            case ROLLBACK ->
                when(FakeSite::takeOffice).after(diedInSwitchover("catch-up")).with(2, 3);
            case REOPEN -> when(FakeSite::takeOffice).after(Scenario::powerCut).with(2, 3);
            case BOOTSTRAP -> when(FakeSite::takeOffice).after(site -> {});
            case GO_ALONE -> when(Scenario::loseTheOnlyAcker).with(2).then(Scenario::itIsAloneUntilTheAckerIsBack);
            case DOUBT -> when(site -> site.server("db1").sourceSide = false);
            case PROVE -> when(site -> site.server("db1").die()).with(2);
            case LEAVE -> when(site -> site.loses("db3")).counting(2).then(Scenario::comeBack);
            case RAISE ->
                when(Scenario::comeBack).after(Scenario::oneLess).counting(2).then(Scenario::comeBack);
            case LOWER -> when(site -> site.loses("db3")).counting(2).then(Scenario::comeBack);
            case JOIN -> when(site -> site.server("db1").die());
            case REJOIN -> when(site -> site.server("db1").die()).after(Scenario::writesWait);
            case RECLONE -> when(site -> site.server("db3").commitsItsOwn());
            case REATTACH -> when(site -> site.server("db3").detach());
            case ADMIT -> when(site -> site.server("db1").shut.add("db3"));
            case START -> when(site -> site.server("db3").process = ProcessState.AT_THE_GATE);
            case RESTART -> when(site -> {}).after(Scenario::hangForLong);
            case SHUTDOWN ->
                when(site -> site.ask(new Intent.Shutdown("op")))
                        .meanwhile(Scenario::startAgain)
                        .then(Scenario::startAgain);
            case MAINTENANCE ->
                when(site -> site.ask(new Intent.Maintain("op", "db3", true, false)))
                        .then(Scenario::comeBack);
            case MODE -> when(site -> site.ask(new Intent.Pause("op"))).then(Scenario::itIsPausedIfItSaidSo);
            case WEB_CHANGE -> when(Scenario::drain).then(Scenario::theProxyDoesAsRecorded);
        };
    }

    private static Scenario when(Consumer<FakeSite> strike) {
        return new Scenario(List.of(3), 1, site -> site.whole(50), strike, site -> {}, site -> {});
    }

    private Scenario with(Integer... servers) {
        return new Scenario(List.of(servers), k, stage, strike, meanwhile, afterwards);
    }

    private Scenario counting(int acknowledgements) {
        return new Scenario(sizes, acknowledgements, stage, strike, meanwhile, afterwards);
    }

    FakeSite site(int servers) {
        return new FakeSite(servers, k, servers > 3 ? Map.of("db4", PromotionRule.NEVER) : Map.of());
    }

    /** Where a server may never be promoted, the last write is known to it alone. */
    private static void failOver(FakeSite site) {
        if (site.servers.containsKey("db4")) {
            tellNobodyBut(site, "db4");
        }
        site.server("db1").die();
    }

    static void tellNobodyBut(FakeSite site, String server) {
        List<FakeServer> others = site.servers.values().stream()
                .filter(s -> !s.name.equals(server))
                .toList();
        others.forEach(s -> s.cutFromSource = true);
        site.step();
        others.forEach(s -> s.cutFromSource = false);
    }

    private Scenario after(Consumer<FakeSite> other) {
        return new Scenario(sizes, k, other, strike, meanwhile, afterwards);
    }

    private Scenario meanwhile(Consumer<FakeSite> other) {
        return new Scenario(sizes, k, stage, strike, other, afterwards);
    }

    private Scenario then(Consumer<FakeSite> other) {
        return new Scenario(sizes, k, stage, strike, meanwhile, other);
    }

    private static void hangForLong(FakeSite site) {
        site.whole(50);
        site.server("db3").hung = true;
        site.steps(site.settings.bounds().leaveAfter().multipliedBy(2).minusMillis(500));
    }

    private static void oneLess(FakeSite site) {
        site.whole(50);
        site.loses("db3");
        site.until("db3 left", () -> site.record.ackers().size() == 1);
    }

    private static void comeBack(FakeSite site) {
        if (site.server("db3").keptDown) {
            site.returns("db3");
        }
        if (site.record.maintenance().contains("db3")) {
            site.ask(new Intent.Maintain("back", "db3", false, false));
        }
    }

    private static void switchOver(FakeSite site) {
        site.ask(new Intent.Switchover("op", "db2", DEADLINE, false));
    }

    /** The controller before this one ended when it was about to begin {@code step}. */
    private static Consumer<FakeSite> diedInSwitchover(String step) {
        return site -> {
            site.whole(50);
            Footsteps footsteps = new Footsteps(Plan.SWITCHOVER);
            site.crashBefore = effect -> footsteps
                    .next(effect)
                    .filter(place -> place.step().equals(step))
                    .isPresent();
            switchOver(site);
            for (int i = 0; i < CrashPoint.PATIENCE && !site.crashed; i++) {
                site.step();
            }
            site.loseController();
        };
    }

    /** The primary holds a write that no acker has when the power goes. */
    private static void powerCut(FakeSite site) {
        writesWait(site);
        site.loseController();
        site.servers.values().forEach(FakeServer::losePower);
        site.servers.values().forEach(s -> s.cutFromSource = false);
    }

    private static void writesWait(FakeSite site) {
        site.whole(50);
        site.servers.values().forEach(s -> s.cutFromSource = true);
        site.step();
        site.servers.values().forEach(s -> s.cutFromSource = false);
    }

    private static void loseTheOnlyAcker(FakeSite site) {
        site.server("db2").cutFromSource = true;
        site.server("db2").receiverSilent = Duration.ofSeconds(4);
    }

    private static void itIsAloneUntilTheAckerIsBack(FakeSite site) {
        site.until("alone", () -> site.record.ackers().isEmpty() && !site.server("db1").sourceSide);
        site.server("db2").cutFromSource = false;
        site.server("db2").receiverSilent = Duration.ZERO;
    }

    /** Nobody can tell a shutdown that was cut short from one that was finished: people start what was stopped. */
    private static void startAgain(FakeSite site) {
        site.servers.values().stream()
                .filter(s -> s.process == ProcessState.STOPPED_ON_PURPOSE)
                .forEach(FakeServer::losePower);
    }

    private static void itIsPausedIfItSaidSo(FakeSite site) {
        if (site.said("op") && site.record.mode() != Mode.PAUSED) {
            throw new AssertionError("a pause was confirmed and forgotten");
        }
        site.ask(new Intent.Resume("resume"));
    }

    private static void drain(FakeSite site) {
        site.webSessions = 3;
        site.ask(new Intent.SetWeb(
                "op", "web", "web1", ServerMode.DRAIN, -1, Optional.of(Duration.ofMillis(200)), false, false));
    }

    private static void theProxyDoesAsRecorded(FakeSite site) {
        var recorded = site.record.web().get("web/web1");
        ServerMode wanted = recorded == null ? ServerMode.READY : recorded.mode();
        site.until("web1 is as recorded", () -> site.routedMode("web1").equals(wanted));
        if (site.said("op") && wanted == ServerMode.READY) {
            throw new AssertionError("a drain was confirmed and forgotten");
        }
    }
}
