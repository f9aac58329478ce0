package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Opening;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs {@code mysql} once for each write, as a script of an operator or a timer does. */
final class MysqlWriter implements Client {
    private final MysqlClient client;
    private final Pace pace;
    private final Scribe scribe;
    private volatile @Nullable Process running;
    private volatile boolean stopped;

    MysqlWriter(MysqlClient client, Pace pace, Scribe scribe) {
        this.client = client;
        this.pace = pace;
        this.scribe = scribe;
    }

    @Override
    public void run() {
        while (!stopped) {
            pace.await();
            if (!stopped) {
                write();
            }
        }
    }

    private void write() {
        long id = scribe.ids().incrementAndGet();
        String script = scribe.work().script(id, scribe.name());
        // When the last statement is sent only mysql knows; this is earlier.
        long sent = System.nanoTime();
        MysqlAnswer answer = answer(script);
        if (!answer.sent()) {
            scribe.ledger()
                    .add(new Opening(
                            sent, Duration.ofNanos(System.nanoTime() - sent), answer.opening(), answer.words()));
        }
        scribe.book(id, answer.server(), sent, answer.outcome(script.lines().count()), answer.words());
    }

    private MysqlAnswer answer(String script) {
        Process process;
        try {
            process = client.begin(script);
        } catch (IOException e) {
            return new MysqlAnswer(MysqlAnswer.NOT_RUN, "", "mysql cannot be run: " + e.getMessage());
        }
        running = process;
        try {
            if (!process.waitFor(NETWORK_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
            }
            String output = text(process.getInputStream().readAllBytes());
            String errors = text(process.getErrorStream().readAllBytes());
            return new MysqlAnswer(process.waitFor(), output, errors);
        } catch (IOException e) {
            return new MysqlAnswer(MysqlAnswer.UNHEARD, "", "what mysql said cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            return new MysqlAnswer(MysqlAnswer.UNHEARD, "", "interrupted");
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** By its handle: {@link Process#destroyForcibly} would also close what it has said. */
    private static void kill(Process process) {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void drop() {
        Process process = running;
        if (process != null) {
            kill(process);
        }
    }
}
