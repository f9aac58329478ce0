package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.ClusterRecord.Mode;
import io.signalbox.controller.core.record.ClusterRecord.WebWish;
import io.signalbox.controller.core.record.Run;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A record with some parts replaced. */
final class Amend {
    private final String cluster;
    private long rev;
    private long term;
    private long epoch;
    private String primary;
    private SortedSet<String> ackers;
    private int k;
    private boolean proven;
    private Mode mode;
    private Run run;
    private SortedMap<String, WebWish> web;
    private SortedSet<String> maintenance;
    private long takeovers;

    private Amend(ClusterRecord r) {
        cluster = r.cluster();
        rev = r.rev();
        term = r.term();
        epoch = r.epoch();
        primary = r.primary();
        ackers = r.ackers();
        k = r.k();
        proven = r.proven();
        mode = r.mode();
        run = r.run();
        web = r.web();
        maintenance = r.maintenance();
        takeovers = r.takeovers();
    }

    static Amend of(ClusterRecord record) {
        return new Amend(record);
    }

    Amend rev(long value) {
        rev = value;
        return this;
    }

    Amend term(long value) {
        term = value;
        return this;
    }

    /** The same again, perhaps by another leader. */
    Amend unchanged() {
        takeovers++;
        return this;
    }

    Amend nextEpoch() {
        return nextEpochIf(true);
    }

    Amend nextEpochIf(boolean so) {
        epoch += so ? 1 : 0;
        return this;
    }

    int k() {
        return k;
    }

    Amend primary(String value) {
        primary = value;
        return this;
    }

    /** A change of primary, which founds the promise anew: as many as wanted, as few as there are, at least one. */
    Amend ackersAndCount(Collection<String> value, int wanted) {
        ackers = new TreeSet<>(value);
        return k(Math.max(1, Math.min(wanted, ackers.size())));
    }

    /** One more. The count stays: it rises only by {@link Raise}. */
    Amend plusAcker(String server) {
        ackers = new TreeSet<>(ackers);
        ackers.add(server);
        return this;
    }

    /** One less. The count stays: it was lowered before. */
    Amend minusAcker(String server) {
        ackers = new TreeSet<>(ackers);
        ackers.remove(server);
        return this;
    }

    Amend k(int value) {
        k = value;
        return this;
    }

    Amend proven(boolean value) {
        proven = value;
        return this;
    }

    Amend mode(Mode value) {
        mode = value;
        return this;
    }

    Amend run(Run value) {
        run = value;
        return this;
    }

    Amend web(String server, WebWish wish) {
        web = new TreeMap<>(web);
        web.put(server, wish);
        return this;
    }

    Amend maintenance(String server, boolean on) {
        maintenance = new TreeSet<>(maintenance);
        if (on) {
            maintenance.add(server);
        } else {
            maintenance.remove(server);
        }
        return this;
    }

    ClusterRecord done() {
        return new ClusterRecord(
                cluster, rev, term, epoch, primary, ackers, k, proven, mode, run, web, maintenance, takeovers);
    }
}
