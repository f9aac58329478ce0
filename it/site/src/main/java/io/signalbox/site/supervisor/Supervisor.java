package io.signalbox.site.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs all programs of a site, each on a thread of its own, and answers {@link Request}s. */
public final class Supervisor {
    private static final Duration LOG_CHECK = Duration.ofSeconds(10);

    private final ProgramList list;
    private final List<Supervised> programs;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread logs = Thread.ofPlatform().daemon().name("logs").unstarted(this::boundLogs);

    public Supervisor(ProgramList list, Path pids, RestartPolicy policy) {
        Starter starter = new Starter(pids);
        this.list = list;
        this.programs = list.programs().stream()
                .sorted(Comparator.comparingInt(Program::rank))
                .map(program -> new Supervised(program, policy, starter))
                .toList();
    }

    public void start() {
        programs.forEach(
                program -> Thread.ofVirtual().name(program.program().name()).start(program));
        logs.start();
    }

    private void boundLogs() {
        try {
            while (!stopped.await(LOG_CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
                list.programs().forEach(program -> LogBound.STANDARD.keep(program.log()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until {@link #stop} is done. */
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /** Does what is asked. */
    public Reply answer(Request request) throws InterruptedException {
        return switch (request.verb()) {
            case STATUS -> status();
            case STOP -> {
                stop();
                yield status();
            }
            case HOLD, RELEASE, START ->
                find(request.program())
                        .map(program -> change(request, program))
                        .orElseGet(() ->
                                Reply.refused("there is no program '" + request.program() + "'; there are " + names()));
        };
    }

    private Reply change(Request request, Supervised program) {
        switch (request.verb()) {
            case HOLD -> program.hold();
            case RELEASE -> program.release();
            case START -> program.start();
            case STATUS, STOP -> {}
        }
        return status();
    }

    /** Ends all programs: the highest rank first, equal ranks together. Returns when all are down. */
    public synchronized void stop() throws InterruptedException {
        NavigableMap<Integer, List<Supervised>> byRank = programs.stream()
                .collect(Collectors.groupingBy(p -> p.program().rank(), TreeMap::new, Collectors.toList()));
        for (List<Supervised> rank : byRank.descendingMap().values()) {
            stopTogether(rank);
        }
        stopped.countDown();
    }

    private static void stopTogether(List<Supervised> rank) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Supervised program : rank) {
            threads.add(Thread.ofVirtual().start(() -> stopQuietly(program)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void stopQuietly(Supervised program) {
        try {
            program.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply status() {
        return new Reply(
                "",
                ProcessHandle.current().pid(),
                list.build(),
                programs.stream().map(Supervised::status).toList());
    }

    private Optional<Supervised> find(String name) {
        return programs.stream().filter(p -> p.program().name().equals(name)).findFirst();
    }

    private String names() {
        return programs.stream().map(p -> p.program().name()).collect(Collectors.joining(", "));
    }
}
