package io.signalbox.agents.daemon.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final byte[] KEY = Handshake.key("ab".repeat(32));
    private static final byte[] OTHER_KEY = Handshake.key("cd".repeat(32));
    private static final String NONCE = "01".repeat(32);

    private final FakeOutlet outlet = new FakeOutlet();
    private final AgentMetrics metrics = new AgentMetrics("db1");
    private final List<Command> obeyed = new ArrayList<>();
    private final Links links = new Links(
            new Doorkeeper(KEY, "db1", "life-1"),
            (command, reply) -> {
                obeyed.add(command);
                reply.accept(new Answer(
                        command.id(),
                        "db1",
                        command.token(),
                        new Answer.Done(GtidSet.EMPTY, GtidSet.EMPTY, Collections.emptySortedMap())));
            },
            () -> "the present report",
            metrics);
    private final Link link = links.open(outlet);

    @Test
    void speaksFirstAndSaysNothingElseToAStranger() {
        link.greet();

        links.publish("a report");

        assertThat(outlet.sent).hasSize(1);
        assertThat(Wire.decode(outlet.sent.getFirst())).isInstanceOfSatisfying(Frame.Greeting.class, greeting -> {
            assertThat(greeting.server()).isEqualTo("db1");
            assertThat(greeting.incarnation()).isEqualTo("life-1");
            assertThat(greeting.nonce()).hasSize(64);
        });
        assertThat(links.isHeard()).isFalse();
    }

    @Test
    void provesItselfAndReportsAtOnceToWhoHoldsTheKey() {
        Frame.Greeting greeting = greet();

        link.receive(claim(greeting, KEY));

        assertThat(outlet.sent).hasSize(3).last().isEqualTo("the present report");
        assertThat(Wire.decode(outlet.sent.get(1)))
                .isEqualTo(new Frame.Welcome(Handshake.agentMac(KEY, "db1", NONCE, greeting.nonce())));
        assertThat(links.isHeard()).isTrue();
    }

    @Test
    void closesOnAWrongProofAndBelievesNothingAfterIt() {
        Frame.Greeting greeting = greet();

        link.receive(claim(greeting, OTHER_KEY));
        link.receive(claim(greeting, KEY));
        link.receive(order());

        assertThat(outlet.closed).isEqualTo("the proof is wrong");
        assertThat(Wire.decode(outlet.sent.getLast())).isEqualTo(new Frame.Denied("the proof is wrong"));
        assertThat(obeyed).isEmpty();
        assertThat(metrics.page("").text()).contains("signalbox_agent_auth_failures_total{route=\"/link\",} 1.0");
    }

    @Test
    void aClaimCannotBeReplayedOnAnotherLink() {
        Frame.Greeting first = greet();
        FakeOutlet second = new FakeOutlet();
        Link later = links.open(second);
        later.greet();

        later.receive(claim(first, KEY));

        assertThat(second.closed).isEqualTo("the proof is wrong");
    }

    @Test
    void closesOnAnOrderGarbageOrALongTextBeforeTheClaim() {
        for (String first : List.of(order(), "", "{", "null", "[]", "x".repeat(2000), "\u0000")) {
            FakeOutlet stranger = new FakeOutlet();
            Link fresh = links.open(stranger);
            fresh.greet();
            fresh.receive(first);
            assertThat(stranger.closed).as(first).isNotNull();
        }
        assertThat(obeyed).isEmpty();
    }

    @Test
    void closesOnOneWhoSaysNothing() {
        greet();
        link.expire();
        assertThat(outlet.closed).isEqualTo("no claim came");
    }

    @Test
    void obeysAndAnswers() {
        link.receive(claim(greet(), KEY));

        link.receive(order());

        assertThat(obeyed).hasSize(1);
        assertThat(Wire.decode(outlet.sent.getLast())).isInstanceOf(Frame.Answered.class);
    }

    @Test
    void tellsOfExaminationsOnlyWhomThatAsks() {
        link.receive(claim(greet(), KEY));
        links.examined(() -> Optional.of("the first"));
        assertThat(outlet.sent).doesNotContain("the first");

        link.receive(Wire.encode(new Frame.Examine()));
        assertThat(outlet.sent.getLast()).isEqualTo("the first");

        links.examined(() -> Optional.of("the second"));
        assertThat(outlet.sent.getLast()).isEqualTo("the second");
    }

    @Test
    void aStrangerWhoAsksForExaminationsIsTurnedAway() {
        links.examined(() -> Optional.of("secret"));
        greet();
        link.receive(Wire.encode(new Frame.Examine()));
        assertThat(outlet.closed).isEqualTo("a claim must come first");
        assertThat(outlet.sent).doesNotContain("secret");
    }

    @Test
    void passesOverGarbageFromOneWhoIsProvenAndGoesOn() {
        link.receive(claim(greet(), KEY));

        for (String garbage : List.of("", "{}", "{\"type\":\"nonsense\"}", "\ud800", "[".repeat(5000))) {
            link.receive(garbage);
        }
        link.receive(order());

        assertThat(outlet.closed).isNull();
        assertThat(obeyed).hasSize(1);
    }

    @Test
    void anAnswerForALinkThatHasEndedIsDropped() {
        link.receive(claim(greet(), KEY));
        int before = outlet.sent.size();

        links.ended(link);
        links.publish("a report");

        assertThat(outlet.sent).hasSize(before);
        assertThat(links.isHeard()).isFalse();
    }

    private Frame.Greeting greet() {
        link.greet();
        return (Frame.Greeting) Wire.decode(outlet.sent.getFirst());
    }

    private static String claim(Frame.Greeting greeting, byte[] key) {
        return Wire.encode(new Frame.Claim("c1", NONCE, Handshake.controllerMac(key, "db1", greeting.nonce(), NONCE)));
    }

    private static String order() {
        return Wire.encode(new Frame.Ordered(new Command("a", "main", new Token(1, 1), 1, new Order.ReadSets())));
    }
}
