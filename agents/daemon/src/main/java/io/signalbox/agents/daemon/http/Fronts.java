package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.frontage.FrontDesk;
import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Seal;
import io.signalbox.agents.protocol.Wire;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The routes to what HAProxy shows and bears. Their work is done off the loop, and answered on it. */
final class Fronts {
    private final Vertx vertx;
    private final String server;
    private final Seal seal;
    private final Supplier<Optional<FrontDesk>> desk;

    Fronts(Vertx vertx, String server, Seal seal, Supplier<Optional<FrontDesk>> desk) {
        this.vertx = vertx;
        this.server = server;
        this.seal = seal;
        this.desk = desk;
    }

    void show(Exchange exchange) {
        work(exchange, FrontDesk::look);
    }

    void install(Exchange exchange) {
        wish(exchange, Frontage.Install.class, wish -> {
            String pem = seal.open(server, wish.sealed());
            return desk -> desk.install(wish.name(), pem, wish.dryRun());
        });
    }

    void limit(Exchange exchange) {
        wish(exchange, Frontage.Limits.class, limits -> desk -> desk.limit(limits));
    }

    private <T> void wish(Exchange exchange, Class<T> type, Function<T, Function<FrontDesk, Record>> work) {
        exchange.body(body -> {
            try {
                work(exchange, work.apply(Wire.read(body, type)));
            } catch (MalformedMessage e) {
                exchange.problem(400, "malformed", String.valueOf(e.getMessage()));
            }
        });
    }

    private void work(Exchange exchange, Function<FrontDesk, Record> work) {
        Optional<FrontDesk> here = desk.get();
        if (here.isEmpty()) {
            exchange.problem(404, "no_proxy", "there is no proxy on this host");
            return;
        }
        Context loop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("frontage").start(() -> {
            Record answer = work.apply(here.get());
            loop.runOnContext(ignored -> exchange.json(200, answer));
        });
    }
}
