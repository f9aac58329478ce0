package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CorruptPage;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A page is overwritten on the primary's disk. mysqld ends itself when it reads it (InnoDB's checksums), and another server takes over. A
 * replica with such a page looks well until somebody reads it, but the doctor names it. It is read there too, which must cost nobody else
 * anything. Only a copy of another server's data helps, and an operator asks for it; then the doctor names it no longer.
 */
final class CorruptedPage implements Drill {
    private static final String TABLE = "page_to_spoil";
    private static final String FULL = Table.SCHEMA + "." + TABLE;
    private static final int DOUBLINGS = 12;
    private static final Duration QUERY_BOUND = Duration.ofSeconds(60);
    private static final Duration REPLICATED_BOUND = Duration.ofSeconds(20);
    private static final Duration END_BOUND = Duration.ofSeconds(30);
    private static final Duration BACK_BOUND = Duration.ofSeconds(60);
    private static final Duration NAMED_BOUND = Duration.ofSeconds(60);
    private static final String FINDING = "corrupt_page";
    private static final Duration COPY_BOUND = Duration.ofMinutes(2);

    private Optional<CorruptPage> page = Optional.empty();

    @Override
    public String name() {
        return "corrupt-page";
    }

    @Override
    public String sentence() {
        return "a page is overwritten on the primary's disk, and mysqld ends itself when it is read: another server takes over, and the"
                + " doctor names the page; read again on the replica that comes back, nobody else notices; a reclone heals it. Needs three"
                + " servers";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(2000));
    }

    @Override
    public ClusterState prepare(Stage stage, ClusterState whole) {
        if (whole.servers().size() < 3) {
            throw new DrillFailure("the copied server leaves for a while: this drill needs three servers");
        }
        makeTable(stage);
        String server = OwnDisk.aReplica(whole);
        awaitTable(stage, server);
        CorruptPage spoiled = new CorruptPage(stage.site(), server, Table.SCHEMA, TABLE);
        stage.faults().inject(spoiled);
        page = Optional.of(spoiled);
        stage.awaitReady();
        return OwnDisk.switchover(stage, server);
    }

    private static void makeTable(Stage stage) {
        try (Session session = Session.open(stage.doors().write(), stage.doors().account(), QUERY_BOUND)) {
            session.execute("DROP TABLE IF EXISTS " + FULL);
            session.execute("CREATE TABLE " + FULL
                    + " (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, filling CHAR(200) NOT NULL)");
            session.execute("INSERT INTO " + FULL + " (filling) VALUES (REPEAT('x', 200))");
            for (int i = 0; i < DOUBLINGS; i++) {
                session.execute("INSERT INTO " + FULL + " (filling) SELECT filling FROM " + FULL);
            }
        } catch (SQLException e) {
            throw new DrillFailure("the table whose page is to be overwritten could not be made: " + e.getMessage());
        }
    }

    private static void dropTable(Stage stage) {
        try (Session session = Session.open(stage.doors().write(), stage.doors().account(), QUERY_BOUND)) {
            session.execute("DROP TABLE " + FULL);
        } catch (SQLException e) {
            stage.log().accept("the table with the page stays: " + e.getMessage());
        }
    }

    private static void awaitTable(Stage stage, String server) {
        boolean there =
                Wait.until(REPLICATED_BOUND, () -> read(stage, Servers.address(stage, server)) == 1 << DOUBLINGS);
        if (!there) {
            throw new DrillFailure(server + " did not get the table whose page is to be overwritten");
        }
    }

    @Override
    public Incident strike(Scene scene) {
        Stage stage = scene.stage();
        CorruptPage spoiled = page.orElseThrow();
        String server = scene.primary();
        String uuid = scene.primaryUuid();
        ProcessIdentity mysqld = scene.mysqld(server);
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        read(stage, stage.doors().write());
        symptoms.demand(
                Wait.until(END_BOUND, () -> !mysqld.alive()), "mysqld of " + server + " goes on with a corrupt page");
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        awaitBack(scene, symptoms, server);
        long back = System.nanoTime();
        symptoms.demand(
                Wait.until(NAMED_BOUND, () -> named(scene, server)),
                "the doctor did not say " + FINDING + " of " + server + " within " + NAMED_BOUND.toSeconds() + " s");
        long named = System.nanoTime();
        symptoms.demand(spoiled.there(), "the page was not overwritten any more");
        endAgain(scene, symptoms, server);
        awaitBack(scene, symptoms, server);
        copyAnew(scene, symptoms, server);
        symptoms.demand(!spoiled.there(), "the page is still overwritten after a reclone");
        symptoms.demand(
                read(stage, Servers.address(stage, server)) == 1 << DOUBLINGS,
                "the table cannot be read on " + server + " after a reclone");
        symptoms.demand(
                Wait.until(NAMED_BOUND, () -> !named(scene, server)),
                "the doctor still says " + FINDING + " of " + server + " after a reclone");
        stage.faults().heal(spoiled);
        dropTable(stage);
        return Incident.of("a page of the primary " + server + " is corrupt, and is read", at)
                .failing(symptoms.missed())
                .noting(List.of(server + " was back as a replica after "
                        + Duration.ofNanos(back - at).toSeconds()
                        + " s, with the page as corrupt as before; the doctor named it "
                        + Duration.ofNanos(named - back).toMillis() + " ms later"));
    }

    private static boolean named(Scene scene, String server) {
        return scene.stage().cluster().findings(server).contains(FINDING);
    }

    private static void endAgain(Scene scene, Symptoms symptoms, String server) {
        ProcessIdentity mysqld = scene.mysqld(server);
        read(scene.stage(), Servers.address(scene.stage(), server));
        symptoms.demand(
                Wait.until(END_BOUND, () -> !mysqld.alive()),
                "the replica " + server + " was read, and goes on with a corrupt page");
        long ended = System.nanoTime();
        symptoms.demand(scene.awaitWritesAfter(ended), "writes did not go on when the replica ended");
    }

    private static void awaitBack(Scene scene, Symptoms symptoms, String server) {
        symptoms.demand(
                Wait.until(BACK_BOUND, () -> healthy(scene, server)),
                server + " did not come back as a replica within " + BACK_BOUND.toSeconds() + " s");
    }

    /** As docs/operating.md tells an operator. */
    private static void copyAnew(Scene scene, Symptoms symptoms, String server) {
        Stage stage = scene.stage();
        try {
            symptoms.demand(end(stage, stage.cluster().maintain(server, true)), server + " was not let go");
            symptoms.demand(end(stage, stage.cluster().reclone(server)), server + " was not copied anew");
            symptoms.demand(end(stage, stage.cluster().maintain(server, false)), server + " was not taken back");
        } catch (Failed e) {
            symptoms.demand(false, "the reclone: " + e.sentence());
        }
        symptoms.demand(
                Wait.until(COPY_BOUND, () -> healthy(scene, server)),
                server + " did not join within " + COPY_BOUND.toSeconds() + " s after its reclone");
    }

    private static boolean end(Stage stage, String operation) throws Failed {
        return stage.cluster().end(operation, COPY_BOUND, stage.log()).equals("done");
    }

    private static boolean healthy(Scene scene, String server) {
        return scene.stage()
                .cluster()
                .state()
                .filter(state -> state.healthyReplica(server))
                .isPresent();
    }

    /** How many rows there are, by a look at each; -1 where no answer comes. */
    private static long read(Stage stage, Address address) {
        try (Session session = Session.open(address, stage.doors().account(), QUERY_BOUND)) {
            return Long.parseLong(session.text("SELECT COUNT(filling) FROM " + FULL + " WHERE filling LIKE 'x%'"));
        } catch (SQLException e) {
            return -1;
        }
    }
}
