package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.proxy.Asker;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the agents beside databases what they answer to HAProxy's checks too. Each is asked over one standing connection. */
public final class AgentAsker implements Asker {
    /** The answer is a few numbers and a sentence. */
    private static final int LONGEST_ANSWER = 4096;
    /** Whatever the lag: it is in the answer. */
    private static final String QUESTION = "/replica?max-lag=0";

    private final HttpClient client;

    public AgentAsker(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) BOUND.toMillis())
                        .setKeepAlive(true)
                        .setHttp2ClearTextUpgrade(false),
                new PoolOptions().setHttp1MaxSize(1));
    }

    @Override
    public void ask(String host, int port, Consumer<Optional<Freshness>> answer) {
        client.request(HttpMethod.GET, port, host, QUESTION)
                .compose(request -> request.idleTimeout(BOUND.toMillis()).send())
                .compose(response -> response.body())
                .timeout(BOUND.toMillis(), TimeUnit.MILLISECONDS)
                .compose(AgentAsker::read)
                .onComplete(done -> answer.accept(done.succeeded() ? Optional.of(done.result()) : Optional.empty()));
    }

    private static Future<Freshness> read(Buffer body) {
        if (body.length() > LONGEST_ANSWER) {
            return Future.failedFuture("longer than " + LONGEST_ANSWER + " bytes");
        }
        try {
            Check check = Wire.read(body.toString(), Check.class);
            boolean replica = check.role().equals(Check.REPLICA);
            return Future.succeededFuture(
                    new Freshness(replica ? known(check.lagMillis()) : Optional.empty(), known(check.behindMillis())));
        } catch (MalformedMessage e) {
            return Future.failedFuture(e);
        }
    }

    private static Optional<Duration> known(long millis) {
        return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
