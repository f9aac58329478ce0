package io.signalbox.lab.fault;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import java.time.Duration;

/** An operator has switched the automatic acts off. */
public record Paused(Cluster cluster) implements Fault {
    private static final Duration BOUND = Duration.ofSeconds(10);

    /** Asks for something; returns the operation. */
    private interface Wish {
        String ask() throws Failed;
    }

    @Override
    public void inject() {
        reach(cluster::pause, "paused");
    }

    @Override
    public void heal() {
        reach(cluster::resume, "resumed");
    }

    private void reach(Wish wish, String words) {
        try {
            String end = cluster.end(wish.ask(), BOUND, progress -> {});
            if (!end.equals("done")) {
                throw new FaultFailure("The cluster could not be " + words + ": " + end + ".");
            }
        } catch (Failed e) {
            throw new FaultFailure("The cluster could not be " + words + ": " + e.sentence());
        }
    }

    @Override
    public String sentence() {
        return "automatic acts are paused";
    }
}
