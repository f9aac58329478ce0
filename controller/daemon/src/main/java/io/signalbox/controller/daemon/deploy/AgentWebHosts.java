package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Application.Outcome;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import io.signalbox.controller.daemon.fronts.AgentCalls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Over HTTP. */
public record AgentWebHosts(AgentCalls calls) implements WebHosts {
    /** The agent itself asks the web server, for two seconds at most. */
    public static final Duration BOUND = Duration.ofSeconds(4);

    @Override
    public Application look(String server) throws IOException, InterruptedException {
        Application seen =
                within(calls.ask(server, HttpMethod.GET, "/application", Optional.empty(), Application.class));
        if (!server.endsWith("/" + seen.server())) {
            throw new IOException("its agent looks after " + seen.server());
        }
        return seen;
    }

    @Override
    public Outcome start(String server, Start order) throws IOException, InterruptedException {
        return within(calls.ask(server, HttpMethod.POST, "/application/runs", Optional.of(order), Outcome.class));
    }

    @Override
    public Outcome stop(String server, Stop order) throws IOException, InterruptedException {
        return within(calls.ask(server, HttpMethod.POST, "/application/stop", Optional.of(order), Outcome.class));
    }

    private static <T> T within(Future<T> answer) throws IOException, InterruptedException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(2 * BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        }
    }
}
