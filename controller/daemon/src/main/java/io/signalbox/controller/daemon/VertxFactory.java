package io.signalbox.controller.daemon;

import com.codahale.metrics.MetricRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.dropwizard.DropwizardMetricsOptions;
import io.vertx.ext.dropwizard.DropwizardVertxMetricsFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Vert.x as this process uses it: few threads, its numbers in Dropwizard's registry, its files in the state directory. */
final class VertxFactory {
    private static final int EVENT_LOOPS = 2;
    private static final int WORKERS = 4;

    private VertxFactory() {}

    /** The state directory must be locked: what a killed process left in the cache is removed. */
    static Vertx create(Path stateDir, MetricRegistry internals) throws IOException {
        Path cache = stateDir.resolve("cache");
        remove(cache);
        Files.createDirectories(cache);
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setFileCacheDir(cache.resolve("vertx").toString()))
                .setMetricsOptions(new DropwizardMetricsOptions().setEnabled(true));
        return Vertx.builder()
                .with(options)
                .withMetrics(new DropwizardVertxMetricsFactory(internals))
                .build();
    }

    private static void remove(Path dir) throws IOException {
        if (Files.notExists(dir)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(dir)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
