package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.Application.Fingerprint;
import io.signalbox.agents.protocol.Application.Outcome;
import io.signalbox.agents.protocol.Application.Pulse;
import io.signalbox.agents.protocol.Application.Run;
import io.signalbox.agents.protocol.Application.RunState;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Agents whose hooks end at the second look, and do what the version's name says: {@code fails}, {@code sick}, {@code hangs}. */
final class FakeHosts implements WebHosts {
    final List<String> starts = new CopyOnWriteArrayList<>();
    final Set<String> silent = ConcurrentHashMap.newKeySet();
    final Map<String, String> versions = new ConcurrentHashMap<>();
    final Map<String, String> digests = new ConcurrentHashMap<>();
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    volatile Runnable whenLooked = () -> {};

    @Override
    public Application look(String server) throws IOException {
        requireAnswer(server);
        Run run = runs.get(server);
        if (run != null && run.state() == RunState.RUNNING && !run.version().equals("hangs")) {
            boolean fails = run.version().equals("fails");
            if (!fails) {
                versions.put(server, run.version());
            }
            runs.put(
                    server,
                    as(run, fails ? RunState.FAILED : RunState.DONE, fails ? "the hook ended with status 3" : ""));
        }
        String version = versions.getOrDefault(server, "v1");
        boolean well = !version.equals("sick");
        return new Application(
                server.substring(server.indexOf('/') + 1),
                true,
                new Pulse(well, well ? version : "", well ? "" : "it answers 503"),
                new Fingerprint(digests.getOrDefault(server, "same"), 1, 1, ""),
                "v1",
                Optional.ofNullable(run));
    }

    @Override
    public Outcome start(String server, Start order) throws IOException {
        requireAnswer(server);
        Run last = runs.get(server);
        if (last == null || !last.id().equals(order.id())) {
            starts.add(server + " " + order.version() + (order.rollback() ? " back" : ""));
            runs.put(
                    server,
                    new Run(
                            order.id(),
                            order.version(),
                            RunState.RUNNING,
                            Run.NO_EXIT,
                            Duration.ZERO,
                            List.of("begun"),
                            0,
                            ""));
        }
        return new Outcome(Outcome.DONE, "", Optional.of(runs.get(server)));
    }

    @Override
    public Outcome stop(String server, Stop order) {
        runs.computeIfPresent(server, (name, run) -> as(run, RunState.KILLED, "somebody asked that it be stopped"));
        return new Outcome(Outcome.DONE, "", Optional.ofNullable(runs.get(server)));
    }

    private void requireAnswer(String server) throws IOException {
        whenLooked.run();
        if (silent.contains(server)) {
            throw new IOException("connection refused");
        }
    }

    private static Run as(Run run, RunState state, String sentence) {
        return new Run(run.id(), run.version(), state, 0, run.took(), run.output(), 0, sentence);
    }
}
