package io.signalbox.controller.daemon.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same for several, at the same time, each on a thread of its own; ends when the last one has. */
final class Together {
    private Together() {}

    /** Returns why it failed, or nothing. */
    interface Work<T> {
        Optional<String> of(T item) throws Deposed, InterruptedException;
    }

    /** The first failure, in the order of the items. */
    static <T> Optional<String> all(List<T> items, Work<T> work) throws Deposed, InterruptedException {
        if (items.size() == 1) {
            return work.of(items.getFirst());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> begun = new ArrayList<>();
            items.forEach(item -> begun.add(threads.submit(() -> work.of(item))));
            List<Optional<String>> ends = new ArrayList<>();
            for (Future<Optional<String>> one : begun) {
                ends.add(end(one));
            }
            return ends.stream().flatMap(Optional::stream).findFirst();
        }
    }

    private static Optional<String> end(Future<Optional<String>> one) throws Deposed, InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Deposed deposed) {
                throw deposed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
