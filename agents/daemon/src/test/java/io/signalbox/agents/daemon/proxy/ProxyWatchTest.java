package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.Routes.open;
import static io.signalbox.agents.daemon.proxy.Routes.token;
import static io.signalbox.agents.daemon.proxy.Routes.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.haproxy.command.ServerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProxyWatchTest {
    private final SimulatedHaproxy haproxy = new SimulatedHaproxy(new Random(1), 0);
    private final RememberingListener listener = new RememberingListener();
    private final Picture picture = new Picture();
    private final List<Report.Proxy> shown = new ArrayList<>();
    private Optional<InForce> inForce = Optional.empty();

    @Test
    void looksOnlyWhileThereIsNoRoute() {
        look(haproxy);
        assertThat(picture.report().alive()).isTrue();
        assertThat(picture.report().servers()).hasSize(10);
        assertThat(haproxy.log()).isEmpty();
    }

    @Test
    void givesANewWorkerItsRouteAtOnceEvenInAQuickLook() {
        inForce = Optional.of(InForce.of(token(7), open("db2")));
        look(haproxy);
        assertThat(picture.routed()).isEqualTo(token(7));
        haproxy.reload();
        assertThat(haproxy.openWriters()).isEmpty();
        watch(haproxy).look(false, () -> {});
        assertThat(haproxy.openWriters()).containsExactly("db2");
        assertThat(picture.report().reloads()).isEqualTo(1);
    }

    /** Else it would seem to reload again and again, and the route would be given to a worker that nobody asks. */
    @Test
    void isNotLedBackToAnOldWorkerThatStillAnswers() {
        inForce = Optional.of(InForce.of(token(7), open("db2")));
        ProxyWatch watch = watch(haproxy);
        watch.look(true, () -> {});
        haproxy.reload();
        for (int i = 0; i < 4; i++) {
            watch.look(i % 2 == 0, () -> {});
            haproxy.overlap(2);
        }
        assertThat(picture.report().reloads()).isEqualTo(1);
        assertThat(picture.report().pid()).isEqualTo(101);
        assertThat(picture.routed()).isEqualTo(token(7));
        assertThat(haproxy.openWriters()).containsExactly("db2");
    }

    @Test
    void isLedBackToAWorkerThatAloneAnswers() {
        ProxyWatch watch = watch(haproxy);
        watch.look(true, () -> {});
        haproxy.reload();
        watch.look(true, () -> {});
        haproxy.comesBack();
        watch.look(true, () -> {});
        assertThat(picture.report().alive()).isTrue();
        assertThat(picture.report().pid()).isEqualTo(100);
    }

    @Test
    void showsDriftBeforeItIsUndone() {
        inForce = Optional.of(InForce.of(token(1), open("db1")));
        look(haproxy);
        haproxy.meddle(ServerId.of(Routes.WRITERS, "db3"), 2, 4, 100);
        shown.clear();
        look(haproxy);
        assertThat(shown).hasSize(1);
        assertThat(shown.getFirst().drift()).containsExactly("mysql_main_rw/db3 is open and shall be closed");
        assertThat(shown.getFirst().routed()).isEqualTo(Token.NONE);
        assertThat(picture.report().drift()).isEmpty();
        assertThat(picture.routed()).isEqualTo(token(1));
    }

    @Test
    void whatCannotBeUndoneIsShownAndNotTriedAgainAtEveryLook() {
        inForce = Optional.of(InForce.of(token(1), open("db1", web(9, ServerMode.DRAIN))));
        ProxyWatch watch = watch(haproxy);
        watch.look(true, () -> {});
        int attempts = listener.sentences().size();
        watch.look(true, () -> {});
        watch.look(true, () -> {});
        assertThat(listener.sentences()).hasSize(attempts);
        assertThat(picture.report().drift())
                .containsExactly("web/web9 shall be drain and is not in HAProxy's configuration");
        assertThat(picture.routed()).isEqualTo(Token.NONE);
    }

    @Test
    void saysNothingOfServersThatItCannotSee() {
        inForce = Optional.of(InForce.of(token(1), open("db1")));
        look(haproxy);
        SimulatedHaproxy silent = new SimulatedHaproxy(new Random(3), 1.0);
        for (int i = 0; i < 20 && picture.alive(); i++) {
            look(silent);
        }
        Report.Proxy report = picture.report();
        assertThat(report.alive()).isFalse();
        assertThat(report.error()).contains("simulated");
        assertThat(report.servers()).isEmpty();
        assertThat(report.routed()).isEqualTo(Token.NONE);
        assertThat(report.pid()).isZero();
    }

    /** The master is looked at less often than the worker: what it did not say stays unsaid until it answers. */
    @Test
    void aMasterThatDoesNotAnswerIsShownUntilItDoes() {
        haproxy.master(false);
        ProxyWatch watch = watch(haproxy);
        watch.look(true, () -> {});
        String said = picture.report().error();
        assertThat(said).startsWith("old workers are not known: ").contains("may not open");
        watch.look(false, () -> {});
        assertThat(picture.report().error()).isEqualTo(said);
        assertThat(picture.report().alive()).isTrue();

        haproxy.master(true);
        look(haproxy);
        assertThat(picture.report().error()).isEmpty();
    }

    private void look(SimulatedHaproxy at) {
        watch(at).look(true, () -> shown.add(picture.report()));
    }

    private ProxyWatch watch(SimulatedHaproxy at) {
        CurrentWorker current = new CurrentWorker(at);
        OldWorkers oldWorkers = new OldWorkers(at);
        Router router = new Router(at, current, oldWorkers);
        return new ProxyWatch(at, current, router, oldWorkers, picture, listener, () -> inForce);
    }
}
