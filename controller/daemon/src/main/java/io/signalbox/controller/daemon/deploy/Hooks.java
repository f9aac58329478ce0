package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Application.Outcome;
import io.signalbox.agents.protocol.Application.Run;
import io.signalbox.agents.protocol.Application.RunState;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs a hook on one server to its end, and waits until the server is well. Every wait has an end; every answer is why not, or nothing. */
record Hooks(WebHosts hosts, Pace pace) {
    static final Duration LOOK = Duration.ofMillis(250);
    /** An agent that is restarted meanwhile is back by then; so is one whose link was cut shortly. */
    static final Duration AGENT_AWAY = Duration.ofSeconds(20);
    /** Beyond every deadline that an agent may be given. */
    static final Duration LONGEST_RUN = Duration.ofMinutes(35);

    /** @param stop asked all the time: then the hook is killed */
    Optional<String> run(String server, Start order, BooleanSupplier stop, Consumer<Run> seen)
            throws InterruptedException {
        Optional<String> refused = start(server, order);
        return refused.isPresent() ? refused : end(server, order, stop, seen);
    }

    private Optional<String> start(String server, Start order) throws InterruptedException {
        Duration until = pace.elapsed().plus(AGENT_AWAY);
        String last;
        do {
            try {
                Outcome outcome = hosts.start(server, order);
                return outcome.done()
                        ? Optional.empty()
                        : Optional.of("the hook was not run (" + outcome.code() + "): " + outcome.detail());
            } catch (IOException e) {
                last = "its agent does not answer: " + e.getMessage();
            }
            pace.pause(LOOK);
        } while (pace.elapsed().compareTo(until) < 0);
        return Optional.of(last);
    }

    private Optional<String> end(String server, Start order, BooleanSupplier stop, Consumer<Run> seen)
            throws InterruptedException {
        Duration begun = pace.elapsed();
        Duration heard = begun;
        while (since(heard).compareTo(AGENT_AWAY) < 0 && since(begun).compareTo(LONGEST_RUN) < 0) {
            try {
                if (stop.getAsBoolean()) {
                    hosts.stop(server, new Stop(order.id(), order.term()));
                }
                Optional<Run> run = hosts.look(server).run().filter(r -> r.id().equals(order.id()));
                heard = pace.elapsed();
                run.ifPresent(seen);
                if (run.isEmpty()) {
                    return Optional.of("its agent knows nothing of the run");
                }
                if (run.get().state() != RunState.RUNNING) {
                    return judged(run.get());
                }
            } catch (IOException e) {
                // judged by how long it lasts
            }
            pace.pause(LOOK);
        }
        return Optional.of("its agent was not heard for " + AGENT_AWAY.toSeconds() + " s while the hook ran");
    }

    private static Optional<String> judged(Run run) {
        return run.state() == RunState.DONE ? Optional.empty() : Optional.of(run.sentence());
    }

    /** Waits until it answers well, as {@code version}. */
    Optional<String> well(String server, String version, Duration bound, BooleanSupplier stop)
            throws InterruptedException {
        Duration begun = pace.elapsed();
        String last = "it was not asked";
        do {
            try {
                Application seen = hosts.look(server);
                last = objection(seen, version);
                if (last.isEmpty()) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                last = "its agent does not answer: " + e.getMessage();
            }
            pace.pause(LOOK);
        } while (since(begun).compareTo(bound) < 0 && !stop.getAsBoolean());
        return Optional.of("not well within " + bound.toMillis() + " ms: " + last);
    }

    private static String objection(Application seen, String version) {
        if (!seen.pulse().healthy()) {
            return seen.pulse().sentence();
        }
        return seen.pulse().version().equals(version)
                ? ""
                : "it says that it is version '" + seen.pulse().version() + "', not " + version;
    }

    private Duration since(Duration then) {
        return pace.elapsed().minus(then);
    }
}
