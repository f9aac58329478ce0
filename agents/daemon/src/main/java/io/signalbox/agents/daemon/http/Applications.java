package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.application.ApplicationDesk;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The routes to the web application. Their work is done off the loop, and answered on it. */
final class Applications {
    private final Vertx vertx;
    private final Supplier<Optional<ApplicationDesk>> desk;
    private final LongSupplier term;

    /** @param term the newest in any order that this agent took */
    Applications(Vertx vertx, Supplier<Optional<ApplicationDesk>> desk, LongSupplier term) {
        this.vertx = vertx;
        this.desk = desk;
        this.term = term;
    }

    void show(Exchange exchange) {
        work(exchange, ApplicationDesk::look);
    }

    void start(Exchange exchange) {
        long heard = term.getAsLong();
        order(exchange, Start.class, order -> here -> here.start(order, heard));
    }

    void stop(Exchange exchange) {
        long heard = term.getAsLong();
        order(exchange, Stop.class, order -> here -> here.stop(order, heard));
    }

    private <T> void order(Exchange exchange, Class<T> type, Function<T, Function<ApplicationDesk, Record>> work) {
        exchange.body(body -> {
            try {
                work(exchange, work.apply(Wire.read(body, type)));
            } catch (MalformedMessage e) {
                exchange.problem(400, "malformed", String.valueOf(e.getMessage()));
            }
        });
    }

    private void work(Exchange exchange, Function<ApplicationDesk, Record> work) {
        Optional<ApplicationDesk> here = desk.get();
        if (here.isEmpty()) {
            exchange.problem(404, "no_application", "no web application is configured on this host");
            return;
        }
        Context loop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("application").start(() -> {
            Record answer = work.apply(here.get());
            loop.runOnContext(ignored -> exchange.json(200, answer));
        });
    }
}
