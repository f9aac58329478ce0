package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreThatWentBackTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** db1 was primary when the store was saved; db2 is when the saved store is put back and its controller starts. */
    private static FakeSite putBack() {
        FakeSite site = new FakeSite(3).whole(50);
        ClusterRecord saved = site.record;
        long term = site.term;
        site.server("db1").die();
        site.until("db2 took over", () -> !site.record.primary().equals("db1"));
        site.until("whole", site::whole);
        site.steps(Duration.ofSeconds(3));
        site.record = saved;
        site.term = term - 1;
        site.sent.clear();
        site.routes.clear();
        site.takeOffice();
        return site;
    }

    @Test
    void nothingIsDoneByItselfAndTheProblemIsNamed() {
        FakeSite site = putBack();
        site.steps(LONG);
        assertThat(site.sent).isEmpty();
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.server("db2").open()).isTrue();
        assertThat(site.kernel.view().problems().getFirst().code()).isEqualTo("STORE_MAY_HAVE_GONE_BACK");
        assertThat(site.kernel.view().decision().reason()).contains("was told rev");
    }

    /** Simulation, seed 54000415 with the store put back: each leader's own write brought rev nearer to what agents know. */
    @Test
    void theDoubtOutlivesAnyNumberOfControllersThatBeginAnew() {
        FakeSite site = putBack();
        for (int i = 0; i < 20; i++) {
            site.takeOffice();
            site.steps(Duration.ofMillis(300));
        }
        assertThat(site.sent).isEmpty();
        assertThat(site.kernel.view().problems().getFirst().code()).isEqualTo("STORE_MAY_HAVE_GONE_BACK");
    }

    @Test
    void theDoubtOutlivesTheAgentThatRaisedIt() {
        FakeSite site = putBack();
        site.steps(Duration.ofSeconds(1));
        for (FakeServer s : site.servers.values()) {
            s.linked = false;
        }
        site.steps(LONG);
        assertThat(site.kernel.view().problems().getFirst().code()).isEqualTo("STORE_MAY_HAVE_GONE_BACK");
    }

    @Test
    void everyWishIsRefusedUntilAnOperatorAdopts() {
        FakeSite site = putBack();
        site.steps(Duration.ofSeconds(1));
        Effect.Operation asked = site.ask(new Intent.Switchover("op1", "db3", Duration.ofSeconds(10), false));
        assertThat(asked.state()).isEqualTo(State.REFUSED);
        assertThat(asked.blockers()).extracting(Effect.Blocker::code).containsExactly("STORE_MAY_HAVE_GONE_BACK");
    }

    @Test
    void aDryRunSaysWhatWouldBeWrittenAndWritesNothing() {
        FakeSite site = putBack();
        site.steps(Duration.ofSeconds(1));
        long rev = site.record.rev();
        Effect.Operation asked = site.ask(new Intent.Adopt("op1", "", false, true));
        assertThat(asked.sentence())
                .startsWith("primary db2, ackers [db1, db3]")
                .contains("in place of primary db1");
        assertThat(site.record.rev()).isEqualTo(rev);
    }

    @Test
    void afterAdoptionTheSiteGoesOnWithTheOpenPrimaryAboveAllThatAnyAgentKnows() {
        FakeSite site = putBack();
        site.steps(Duration.ofSeconds(1));
        long knownTerm = site.server("db2").highest.term();
        site.ask(new Intent.Adopt("op1", "", false, false));
        assertThat(site.operations.get("op1").state()).isEqualTo(State.DONE);
        assertThat(site.record.term()).isGreaterThan(knownTerm);
        assertThat(site.record.primary()).isEqualTo("db2");
        site.until("whole", site::whole);
        assertThat(site.kernel.view().problems()).isEmpty();
        site.server("db2").die();
        site.until("replaced", () -> !site.record.primary().equals("db2"));
        site.until("whole", site::whole);
    }

    @Test
    void anAdoptionThatWouldLeaveAnOpenServerAsideIsRefused() {
        FakeSite site = putBack();
        site.steps(Duration.ofSeconds(1));
        Effect.Operation asked = site.ask(new Intent.Adopt("op1", "db1", false, false));
        assertThat(asked.blockers()).extracting(Effect.Blocker::code).containsExactly("SECOND_SERVER_IS_OPEN");
    }

    @Test
    void whoLacksWhatAnotherHoldsIsAdoptedOnlyAtAnOperatorsWord() {
        FakeSite site = putBack();
        site.server("db2").die();
        site.server("db2").keptDown = true;
        site.server("db3").executed =
                site.server("db3").executed.union(GtidSet.range(site.server("db3").uuid, 900, 900));
        site.steps(Duration.ofSeconds(3));
        assertThat(site.ask(new Intent.Adopt("op1", "db1", false, false)).blockers())
                .extracting(Effect.Blocker::code, Effect.Blocker::server)
                .containsExactly(tuple("DOWN", "db2"), tuple("HOLDS_MORE", "db3"));
        assertThat(site.ask(new Intent.Adopt("op2", "db1", true, true)).state()).isEqualTo(State.DONE);
        site.server("db2").keptDown = false;
        site.ask(new Intent.Adopt("op3", "db1", true, false));
        site.until("whole", site::whole);
        assertThat(site.record.primary()).isEqualTo("db1");
    }

    @Test
    void ofAClosedServerThatTheNewestCopyNamesTheAgentsOfAllOthersMustAnswer() {
        FakeSite site = putBack();
        site.server("db2").die();
        site.server("db2").keptDown = true;
        site.server("db3").linked = false;
        site.steps(LONG);
        assertThat(site.ask(new Intent.Adopt("op1", "", false, false)).blockers())
                .extracting(Effect.Blocker::code, Effect.Blocker::server)
                .containsExactly(tuple("DOWN", "db3"));
        site.server("db3").linked = true;
        site.steps(Duration.ofSeconds(1));
        assertThat(site.ask(new Intent.Adopt("op2", "", false, false)).state()).isEqualTo(State.DONE);
    }

    @Test
    void whereNothingIsInDoubtThereIsNothingToAdopt() {
        FakeSite site = new FakeSite(3).whole(50);
        Effect.Operation asked = site.ask(new Intent.Adopt("op1", "", false, false));
        assertThat(asked.blockers()).extracting(Effect.Blocker::code).containsExactly("NOTHING_TO_ADOPT");
    }

    @Test
    void anEmptyStoreBesideAgentsThatKnowARecordIsInDoubtToo() {
        FakeSite site = new FakeSite(3).whole(50);
        site.steps(Duration.ofSeconds(3));
        site.record = ClusterRecord.blank("main");
        site.term = 0;
        site.takeOffice();
        site.steps(LONG);
        assertThat(site.kernel.view().problems().getFirst().code()).isEqualTo("STORE_MAY_HAVE_GONE_BACK");
        site.ask(new Intent.Adopt("op1", "", false, false));
        site.until("whole", site::whole);
    }

    /** Every database agent lost its memory, the proxy's did not: routes would be refused for ever. */
    @Test
    void aProxysAgentThatObeyedALaterLeaderCastsDoubtToo() {
        FakeSite site = new FakeSite(3).whole(50);
        site.takeOffice();
        site.steps(Duration.ofSeconds(3));
        for (FakeServer s : site.servers.values()) {
            s.highest = Token.NONE;
            s.learned = Optional.empty();
            s.promised = 0;
        }
        site.term = 0;
        site.record = ClusterRecord.blank("main");
        site.takeOffice();
        site.steps(LONG);
        assertThat(site.kernel.view().problems().getFirst().code()).isEqualTo("STORE_MAY_HAVE_GONE_BACK");
        assertThat(site.kernel.view().decision().reason()).contains(FakeSite.PROXY + " obeyed token");
        site.ask(new Intent.Adopt("op1", "db1", false, false));
        site.until("whole", site::whole);
        assertThat(site.kernel.view().problems()).isEmpty();
    }

    /** Simulation, seed 481: a leader who was not told that another had taken its place doubted the store for ever. */
    @Test
    void aLeaderWhoWasOutrunUnawaresStepsDownAsTheStoreWentOn() {
        FakeSite site = new FakeSite(3).whole(50);
        Kernel old = site.kernel;
        site.takeOffice();
        site.until("the agents know the other", () -> site.server("db2").highest.term() == site.term);
        site.kernel = old;
        site.steps(Duration.ofSeconds(1));
        assertThat(site.kernel.view().leading()).isFalse();
        assertThat(site.kernel.view().problems()).noneMatch(p -> p.code().equals("STORE_MAY_HAVE_GONE_BACK"));
    }

    @Test
    void aLeaderWhoFollowsAnotherDoubtsNothing() {
        FakeSite site = new FakeSite(3).whole(50);
        for (int i = 0; i < 5; i++) {
            site.takeOffice();
            site.steps(Duration.ofSeconds(2));
            assertThat(site.told).noneMatch(t -> t.type().equals("store.doubted"));
        }
        assertThat(site.whole()).isTrue();
    }
}
