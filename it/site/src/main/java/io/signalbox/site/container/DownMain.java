package io.signalbox.site.container;

import io.signalbox.site.start.ClusterShutdown;
import io.signalbox.site.start.Down;
import java.nio.file.Path;

/** {@code DownMain DIR}: ends the databases in order. The containers go on, until {@code docker-compose down}; agents start no mysqld by themselves. */
public final class DownMain {
    private static final int FAILED = 1;

    private DownMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (!new ClusterShutdown(Path.of(arguments[0]), System.err::println).run(Down.ORDERLY_BOUND)) {
            System.exit(FAILED);
        }
    }
}
