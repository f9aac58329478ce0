package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.proxy.LoadAsker;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the agents beside web servers how busy their hosts are. What cannot be a load is no answer. */
public final class AgentLoadAsker implements LoadAsker {
    private static final String QUESTION = "/load";
    private static final int MOST = 100;
    private static final long OLDEST_MILLIS = Duration.ofHours(1).toMillis();

    private final AgentLine<LoadTold> line;

    public AgentLoadAsker(Vertx vertx) {
        line = new AgentLine<>(vertx, QUESTION, LoadTold.class);
    }

    @Override
    public void ask(String host, int port, Consumer<Optional<Told>> answer) {
        line.ask(
                host,
                port,
                told -> answer.accept(told.filter(AgentLoadAsker::isPossible)
                        .map(load -> new Told(load.server(), load.percent(), Duration.ofMillis(load.ageMillis())))));
    }

    private static boolean isPossible(LoadTold told) {
        boolean isLoad = told.percent() >= 0 && told.percent() <= MOST;
        return isLoad && told.ageMillis() >= 0 && told.ageMillis() <= OLDEST_MILLIS;
    }
}
