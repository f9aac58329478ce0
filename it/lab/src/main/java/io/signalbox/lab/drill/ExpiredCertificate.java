package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.EndingCertificate;
import io.signalbox.lab.fault.Operator;
import io.signalbox.lab.fault.ReplicateByTls;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Trust;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The primary's certificate expires while mysqld shows it. New clients that verify it are refused by their own driver (Connector/J does so
 * whatever it is told, when there is TLS at all); sessions that stand, clients without TLS, replicas and the agent do not notice.
 */
final class ExpiredCertificate implements Drill {
    private static final Duration LIVES = Duration.ofSeconds(8);
    private static final Duration LOGIN_BOUND = Duration.ofSeconds(10);
    private static final Duration CONNECTED_BOUND = Duration.ofSeconds(10);
    /** An agent looks every 30 s. */
    private static final Duration NAMED_BOUND = Duration.ofSeconds(45);

    private static final String FINDING = "certificate_ends";
    private static final String EXPIRED = "which is past";

    @Override
    public String name() {
        return "expired-certificate";
    }

    @Override
    public String sentence() {
        return "the primary's certificate expires while it is in use: clients that verify it are refused, sessions that stand go on, a"
                + " replica connects over TLS; the doctor names it; no failover, no failed write";
    }

    @Override
    public List<Promise> promises() {
        return Promise.UNNOTICED;
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        EndingCertificate ending = new EndingCertificate(
                operator(scene, primary), scene.stage().scratch().resolve("certificate-" + scene.number()), LIVES);
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(ending);
        Trust trust = Trust.only(ending.authority());
        try (Session before = open(scene, trust)) {
            Wait.forA(LIVES);
            symptoms.demand(lives(before), "a session that stood when the certificate expired was ended");
        } catch (SQLException e) {
            throw new DrillFailure("a client that verifies was refused before the certificate expired: " + e);
        }
        symptoms.demand(!letsIn(scene, trust), "a client that verifies the certificate was let in: it has not expired");
        boolean driver = letsIn(scene, Trust.ANYBODY);
        replicate(scene, symptoms);
        symptoms.demand(
                Wait.until(NAMED_BOUND, () -> evidence(scene).contains(EXPIRED)),
                "the doctor did not say " + FINDING + ", " + EXPIRED + ", but: " + evidence(scene));
        symptoms.demandSamePrimary("nothing but its certificate expired");
        scene.stage().faults().heal(ending);
        symptoms.demand(letsIn(scene, Trust.ANYBODY), "no client is let in with the old certificate");
        symptoms.demand(
                Wait.until(NAMED_BOUND, () -> evidence(scene).isEmpty()),
                "the doctor still says " + FINDING + ": " + evidence(scene));
        return Incident.of(ending.sentence() + ", and expires", at)
                .failing(symptoms.missed())
                .noting(List.of("a client of Connector/J that wants encryption and verifies nothing was "
                        + (driver ? "let in" : "refused by its driver, too")));
    }

    private static void replicate(Scene scene, Symptoms symptoms) {
        String replica = scene.replicas().getLast();
        ReplicateByTls tls = new ReplicateByTls(operator(scene, replica));
        scene.stage().faults().inject(tls);
        symptoms.demand(
                Wait.until(CONNECTED_BOUND, tls::receives),
                replica + " does not receive from a source whose certificate expired");
        scene.stage().faults().heal(tls);
    }

    private static String evidence(Scene scene) {
        return scene.stage().cluster().evidence(FINDING, scene.primary()).orElse("");
    }

    private static Operator operator(Scene scene, String server) {
        return new Operator(scene.stage().site(), server, scene.host(server));
    }

    private static Session open(Scene scene, Trust trust) throws SQLException {
        Address door = Servers.address(scene.stage(), scene.primary());
        return Session.open(door, scene.stage().doors().account(), LOGIN_BOUND, trust);
    }

    private static boolean letsIn(Scene scene, Trust trust) {
        try {
            open(scene, trust).close();
            return true;
        } catch (SQLException e) {
            scene.stage().log().accept("a client is refused: " + e.getMessage());
            return false;
        }
    }

    private static boolean lives(Session session) {
        try {
            return session.text("SELECT 'yes'").equals("yes");
        } catch (SQLException e) {
            return false;
        }
    }
}
