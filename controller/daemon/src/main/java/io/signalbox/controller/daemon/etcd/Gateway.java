package io.signalbox.controller.daemon.etcd;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request at a time per thread to any member of etcd: to the one that answered last, and when that fails or is silent,
 * to the next, until the call's bound. A call that changes something may so be made twice; whoever calls can tell.
 */
final class Gateway implements AutoCloseable {
    /** A member that has not answered after so much of the call's bound is left for the next one. */
    private static final int MEMBERS_ASKED = 2;

    private static final int CONNECTIONS = 4;

    private final HttpClient client;
    private final List<URI> endpoints;
    private final Optional<Login> login;
    private volatile int preferred;
    private volatile String token = "";

    /** The account in etcd; its password stands in a file of its own. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /** A member answered, and refused; another one would say the same. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * @param bind source address
     * @param ca PEM file with the authority that signed the members' certificates; empty: the JDK's
     */
    Gateway(Vertx vertx, List<URI> endpoints, String bind, Optional<Login> login, Optional<String> ca) {
        HttpClientOptions options = new HttpClientOptions()
                .setLocalAddress(bind)
                .setTcpNoDelay(true)
                .setSsl(endpoints.getFirst().getScheme().equals("https"))
                .setVerifyHost(true);
        ca.ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.endpoints = endpoints;
        this.login = login;
    }

    /** @throws IOException when no member answered {@code within} the bound, or one refused */
    JsonObject call(String path, JsonObject body, Duration within) throws IOException {
        long until = System.nanoTime() + within.toNanos();
        Duration each = within.dividedBy(Math.min(MEMBERS_ASKED, endpoints.size()));
        IOException last = new IOException("no member of etcd was asked");
        for (int tried = 0; tried < endpoints.size() && System.nanoTime() - until < 0; tried++) {
            int member = (preferred + tried) % endpoints.size();
            try {
                JsonObject answer = authorized(endpoints.get(member), path, body, each);
                preferred = member;
                return answer;
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        preferred = (preferred + 1) % endpoints.size();
        throw last;
    }

    private JsonObject authorized(URI member, String path, JsonObject body, Duration within) throws IOException {
        if (login.isEmpty()) {
            return ask(member, path, body, within);
        }
        if (token.isEmpty()) {
            logIn(member, within);
        }
        try {
            return ask(member, path, body, within);
        } catch (Refused e) {
            // A token ends by itself, and with its member.
            if (!String.valueOf(e.getMessage()).contains("invalid auth token")) {
                throw e;
            }
            logIn(member, within);
            return ask(member, path, body, within);
        }
    }

    private void logIn(URI member, Duration within) throws IOException {
        token = "";
        Login who = login.orElseThrow();
        JsonObject words = new JsonObject().put("name", who.user()).put("password", who.password());
        token = ask(member, "/v3/auth/authenticate", words, within).getString("token", "");
    }

    private JsonObject ask(URI member, String path, JsonObject body, Duration within) throws IOException {
        RequestOptions where = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(member.getHost())
                .setPort(member.getPort())
                .setURI(path)
                .setTimeout(within.toMillis());
        if (!token.isEmpty()) {
            where.putHeader("Authorization", token);
        }
        Future<Answer> answer = client.request(where).compose(request -> answer(request, body.toBuffer()));
        return content(member, awaited(member, answer, within));
    }

    private record Answer(int status, Buffer body) {}

    private static Future<Answer> answer(HttpClientRequest request, Buffer body) {
        return request.send(body)
                .compose(response -> response.body().map(content -> new Answer(response.statusCode(), content)));
    }

    private static Answer awaited(URI member, Future<Answer> answer, Duration within) throws IOException {
        try {
            // Future.await refuses a worker's thread, and calls of the API that write come on one.
            return answer.toCompletionStage().toCompletableFuture().get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(member + " did not answer within " + within.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(member + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(member + ": interrupted", e);
        }
    }

    private static JsonObject content(URI member, Answer answer) throws IOException {
        JsonObject json = parsed(member, answer.body());
        if (answer.status() == 200) {
            return json;
        }
        String sentence =
                member + ": " + json.getString("message", json.getString("error", "status " + answer.status()));
        // Unavailable, and what a member says while it has no leader or waits for one: another may do better.
        if (answer.status() >= 500) {
            throw new IOException(sentence);
        }
        throw new Refused(sentence);
    }

    private static JsonObject parsed(URI member, Buffer body) throws IOException {
        try {
            return body.toJsonObject();
        } catch (DecodeException e) {
            throw new IOException(member + " did not answer in JSON", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
