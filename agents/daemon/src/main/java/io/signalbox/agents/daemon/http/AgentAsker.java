package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.proxy.Asker;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the agents beside databases what they answer to HAProxy's checks too. */
public final class AgentAsker implements Asker {
    /** Whatever the lag: it is in the answer. */
    private static final String QUESTION = "/replica?max-lag=0";

    private final AgentLine<Check> line;

    public AgentAsker(Vertx vertx) {
        line = new AgentLine<>(vertx, QUESTION, Check.class);
    }

    @Override
    public void ask(String host, int port, Consumer<Optional<Freshness>> answer) {
        line.ask(host, port, told -> answer.accept(told.map(AgentAsker::read)));
    }

    private static Freshness read(Check check) {
        boolean replica = check.role().equals(Check.REPLICA);
        return new Freshness(replica ? known(check.lagMillis()) : Optional.empty(), known(check.behindMillis()));
    }

    private static Optional<Duration> known(long millis) {
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
