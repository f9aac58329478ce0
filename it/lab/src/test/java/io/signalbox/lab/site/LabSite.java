package io.signalbox.lab.site;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.workload.Doors;
import io.signalbox.site.layout.Names;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A site under test that runs and takes writes. Faults are made here and injected and healed by who asked for them ({@code Faults} does both).
 * Servers have the same names on every backing: {@code db1} to {@code dbN}, {@code lb1}.
 */
public interface LabSite extends AutoCloseable {
    /** Where clients of this machine knock. */
    Doors doors();

    /** A directory with the {@code site.json} that a client of the API looks for. */
    Path access();

    /** Its cluster, asked through the API. To be closed. */
    default Cluster cluster() throws Failed {
        return new Cluster(access(), Names.CLUSTER);
    }

    /** Every host between which links can be cut. */
    SortedSet<String> hosts();

    default SortedSet<String> everybodyBut(String host) {
        SortedSet<String> others = new TreeSet<>(hosts());
        others.remove(host);
        return others;
    }

    /** {@code kill -9} of the mysqld of a database server. */
    Fault killMysqld(String server);

    /** {@code kill -STOP} of the mysqld of a database server. */
    Fault freezeMysqld(String server);

    /** Every process of a database server stands still, and goes on when healed. Its kernel still answers for it. */
    Fault pause(String server);

    /** A database server is gone, with all its processes and its address, until healed. */
    Fault loseHost(String server);

    /** Every packet between these hosts and those is lost, both ways. Nobody is told. */
    Fault cut(Collection<String> some, Collection<String> others);

    /** What these hosts send to those is lost; the other direction works. */
    Fault cutOneWay(Collection<String> senders, Collection<String> receivers);

    /** The last lines of every process's or container's log, by its name. */
    SortedMap<String, String> logs();

    /** Ends it and deletes all that it left. */
    @Override
    void close();
}
