package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.core.AgentEvent.ActFailed;
import io.signalbox.agents.daemon.gate.CutRefused;
import io.signalbox.agents.daemon.process.ProcessFailure;
import io.signalbox.agents.protocol.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does blocking works, each on a thread of its own and under a deadline, and brings their results back to the loop.
 * Works are named by their effect's id; each gives one result, or none when it was given up. Touched by the loop only.
 */
final class Hands {
    /** A work keeps its own bound; this much beyond it, it is taken for stuck. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Hands.class);

    /** A blocking work. What it returns is asked for the event on the loop, where the mind's books may be touched. */
    interface Work {
        Supplier<AgentEvent> done() throws Exception;
    }

    private record Busy(Loop.Timer timer, Runnable stop) {}

    private final Loop loop;
    private final ThreadFactory threads;
    private final Consumer<AgentEvent> results;
    private final Map<Long, Busy> busy = new TreeMap<>();

    Hands(Loop loop, ThreadFactory threads, Consumer<AgentEvent> results) {
        this.loop = loop;
        this.threads = threads;
        this.results = results;
    }

    void begin(long id, Duration bound, Work work) {
        begin(id, bound, work, () -> {});
    }

    /** @param stop what else must be done to stop the work when it is given up */
    void begin(long id, Duration bound, Work work, Runnable stop) {
        Thread thread = threads.newThread(() -> {
            Supplier<AgentEvent> result = attempt(id, work);
            loop.execute(() -> finished(id, result));
        });
        Loop.Timer deadline = loop.after(bound.plus(GRACE), () -> overdue(id, bound));
        busy.put(id, new Busy(deadline, () -> {
            thread.interrupt();
            stop.run();
        }));
        thread.start();
    }

    /** A work that is only time passing. */
    void pause(long id, Duration time, AgentEvent then) {
        Loop.Timer timer = loop.after(time, () -> finished(id, () -> then));
        busy.put(id, new Busy(timer, () -> {}));
    }

    /** Its result is not wanted any more. */
    void giveUp(long id) {
        Busy given = busy.remove(id);
        if (given != null) {
            given.timer.cancel();
            given.stop.run();
        }
    }

    private void finished(long id, Supplier<AgentEvent> result) {
        Busy done = busy.remove(id);
        if (done != null) {
            done.timer.cancel();
            results.accept(result.get());
        }
    }

    private void overdue(long id, Duration bound) {
        giveUp(id);
        results.accept(new ActFailed(id, "STUCK", "not finished after " + bound.toMillis() + " ms, and given up"));
    }

    private static Supplier<AgentEvent> attempt(long id, Work work) {
        try {
            return work.done();
        } catch (ProcessFailure e) {
            return failed(id, e.code().name(), e);
        } catch (CutRefused e) {
            String sentence = e.obstacle() + ": " + e.getMessage();
            return () -> new ActFailed(id, Answer.Failed.CANNOT_CUT, sentence);
        } catch (IOException e) {
            return failed(id, "FAILED", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(id, "GIVEN_UP", e);
        } catch (Exception e) {
            LOG.atError().addKeyValue("effect", id).setCause(e).log("A work failed unexpectedly.");
            return failed(id, "FAILED", e);
        }
    }

    private static Supplier<AgentEvent> failed(long id, String code, Exception e) {
        String sentence = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return () -> new ActFailed(id, code, sentence);
    }
}
