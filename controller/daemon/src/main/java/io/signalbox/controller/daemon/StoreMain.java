package io.signalbox.controller.daemon;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.config.ConfigReader;
import io.signalbox.controller.daemon.config.ControllerConfig;
import io.signalbox.controller.daemon.config.InvalidConfig;
import io.signalbox.controller.daemon.etcd.EtcdSite;
import io.signalbox.controller.daemon.store.EtcdStore;
import io.signalbox.controller.daemon.store.FileStore;
import io.signalbox.controller.daemon.store.StateLock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code StoreMain migrate FILE [--write]}: brings what a controller has in files below its {@code stateDir} into the etcd
 * that FILE names, each cluster into an empty place. Without {@code --write} it only shows. Exit codes as {@link
 * ControllerMain}'s: 0 done or shown, 1 refused, 2 wrong use.
 */
public final class StoreMain {
    private static final int REFUSED = 1;
    private static final int WRONG_USE = 2;

    private StoreMain() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "controller-logback.xml");
        System.exit(run(List.of(args), System.err));
    }

    /** @return the exit code, after what there is to say to {@code out} */
    static int run(List<String> args, PrintStream out) {
        boolean write = args.size() == 3 && args.get(2).equals("--write");
        if (args.size() < 2 || !args.getFirst().equals("migrate") || (args.size() > 2 && !write)) {
            out.println("use: store migrate FILE [--write]   (FILE: a controller's, with store: {kind: etcd, …}; its"
                    + " stateDir holds the files)");
            return WRONG_USE;
        }
        try {
            ControllerConfig config = ConfigReader.read(Files.readString(Path.of(args.get(1))));
            return migrate(config, write, out);
        } catch (InvalidConfig e) {
            out.println(e.getMessage());
            return WRONG_USE;
        } catch (IOException e) {
            out.println("Refused: " + e.getMessage());
            return REFUSED;
        }
    }

    private static int migrate(ControllerConfig config, boolean write, PrintStream out) throws IOException {
        if (config.store().kind() != ControllerConfig.Store.Kind.ETCD) {
            out.println("store.kind: file: must be etcd, to where the records shall go");
            return WRONG_USE;
        }
        StateLock lock = StateLock.take(config.stateDir());
        Vertx vertx = Vertx.vertx();
        try (EtcdSite etcd = EtcdSite.of(vertx, config)) {
            requireNobodyLeads(etcd);
            for (ControllerConfig.Cluster cluster : config.clusters()) {
                migrate(config, cluster.name(), etcd, write, out);
            }
            out.println(write ? "Done. Start the controllers." : "Nothing was written; --write does it.");
            return 0;
        } finally {
            vertx.close();
            lock.close();
        }
    }

    private static void requireNobodyLeads(EtcdSite etcd) throws IOException {
        Optional<String> leader = etcd.leader();
        if (leader.isPresent()) {
            throw new IOException(
                    "the controller " + leader.get() + " leads on this etcd: stop every controller first");
        }
    }

    private static void migrate(ControllerConfig config, String cluster, EtcdSite etcd, boolean write, PrintStream out)
            throws IOException {
        Path dir = config.stateDir().resolve("clusters");
        if (!FileStore.exists(dir, cluster)) {
            throw new IOException("there is no history of " + cluster + " in " + dir);
        }
        try (FileStore from = FileStore.open(dir, cluster);
                EtcdStore to = etcd.anew(cluster)) {
            ClusterRecord there = to.read();
            if (there.rev() != 0) {
                throw new IOException("etcd holds a record of " + cluster + " already: " + sentence(there));
            }
            out.println(cluster + ": " + sentence(from.read()));
            if (write) {
                to.begin(from);
            }
        }
    }

    private static String sentence(ClusterRecord record) {
        String run = record.run().kind() == Run.Kind.NONE
                ? "no plan is open"
                : "the plan " + record.run().id() + " is open";
        return "rev " + record.rev() + ", term " + record.term() + ", epoch " + record.epoch() + ", primary "
                + (record.primary().isEmpty() ? "(none)" : record.primary()) + ", ackers " + record.ackers()
                + (record.proven() ? ", proven, " : ", not proven, ") + run;
    }
}
