package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.proxy.Asker;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks other agents one short question again and again, each over one standing connection. Whatever comes back, or does
 * not, is over within {@link Asker#BOUND}: an answer that is late or long is cut off with its connection.
 */
final class AgentLine<T> {
    /** The answer is a few numbers and a sentence. */
    private static final int LONGEST_ANSWER = 4096;

    private final HttpClient client;
    private final String question;
    private final Class<T> type;

    /** @param question a path */
    AgentLine(Vertx vertx, String question, Class<T> type) {
        this.question = question;
        this.type = type;
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) Asker.BOUND.toMillis())
                        .setKeepAlive(true)
                        .setHttp2ClearTextUpgrade(false),
                new PoolOptions().setHttp1MaxSize(1));
    }

    /** @param answer called once, on the caller's context */
    void ask(String host, int port, Consumer<Optional<T>> answer) {
        Future<HttpClientRequest> request = client.request(HttpMethod.GET, port, host, question);
        request.compose(HttpClientRequest::send)
                .compose(AgentLine::body)
                .timeout(Asker.BOUND.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.onSuccess(HttpClientRequest::reset))
                .compose(this::read)
                .onComplete(done -> answer.accept(done.succeeded() ? Optional.of(done.result()) : Optional.empty()));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(read));
        response.handler(part -> {
            if (read.length() + part.length() > LONGEST_ANSWER) {
                whole.tryFail("longer than " + LONGEST_ANSWER + " bytes");
            } else {
                read.appendBuffer(part);
            }
        });
        return whole.future();
    }

    private Future<T> read(Buffer body) {
        try {
            return Future.succeededFuture(Wire.read(body.toString(StandardCharsets.UTF_8), type));
        } catch (MalformedMessage e) {
            return Future.failedFuture(e);
        }
    }
}
