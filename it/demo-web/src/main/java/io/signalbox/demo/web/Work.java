package io.signalbox.demo.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Runs what waits for a database on virtual threads, only so many at a time; the rest is told at once to come back. */
final class Work {
    /** Every place is taken. */
    static final class Full extends Exception {
        private static final long serialVersionUID = 1L;

        Full() {
            super("Too many requests wait for a database already.");
        }
    }

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("database-", 0).factory());
    private final Vertx vertx;
    private final Semaphore places;

    Work(Vertx vertx, int atMost) {
        this.vertx = vertx;
        this.places = new Semaphore(atMost);
    }

    /** The future completes on the caller's event loop. */
    <T> Future<T> run(Callable<T> work) {
        if (!places.tryAcquire()) {
            return Future.failedFuture(new Full());
        }
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        threads.execute(() -> {
            try {
                T value = work.call();
                caller.runOnContext(ignored -> promise.complete(value));
            } catch (Exception e) {
                caller.runOnContext(ignored -> promise.fail(e));
            } finally {
                places.release();
            }
        });
        return promise.future();
    }
}
