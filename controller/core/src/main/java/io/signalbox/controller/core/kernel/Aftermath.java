package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.decision.Act;
import io.signalbox.controller.core.decision.Decision;
import io.signalbox.controller.core.decision.Gate;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.execution.Bootstrap;
import io.signalbox.controller.core.execution.Desk;
import io.signalbox.controller.core.execution.Failover;
import io.signalbox.controller.core.execution.Leave;
import io.signalbox.controller.core.execution.MaintenanceChange;
import io.signalbox.controller.core.execution.ModeChange;
import io.signalbox.controller.core.execution.Procedure;
import io.signalbox.controller.core.execution.Promotion;
import io.signalbox.controller.core.execution.Reclone;
import io.signalbox.controller.core.execution.Rejoin;
import io.signalbox.controller.core.execution.Rollback;
import io.signalbox.controller.core.execution.Shutdown;
import io.signalbox.controller.core.execution.Switchover;
import io.signalbox.controller.core.execution.WebChange;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What follows when something begins, ends, or is refused: receipts, operations, cool-downs, words for people. */
final class Aftermath {
    private final Desk desk;
    private final Docket docket;
    private final Receipts receipts;
    private Optional<Detected> detected = Optional.empty();
    private String lastRefusal = "";
    private String rollbackReason = "";

    /** How long nobody had noticed what this run was begun for. */
    private record Detected(String run, Duration after) {}

    Aftermath(Desk desk, Docket docket) {
        this.desk = desk;
        this.docket = docket;
        this.receipts = new Receipts(desk);
    }

    List<Receipt> receipts() {
        return receipts.all();
    }

    /** What the journal says of the run that a dead leader left open. */
    void inherit(List<JournalEntry> journal) {
        receipts.inherit(journal);
    }

    // ---- beginnings

    void began(Act act) {
        String kind = act.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        String server =
                act instanceof Act.OnServer s ? s.server() : desk.record().primary();
        if (act instanceof Act.Failover f) {
            Duration after = detectionTime();
            detected = docket.main().map(run -> new Detected(run.id(), after));
            desk.tell("failover.begun", f.cause(), "from", server, "detectMillis", millis(after));
            coolDown(server);
        } else {
            desk.tell("act.begun", kind + " " + server, "act", kind, "server", server, "cause", cause(act));
        }
    }

    /** A dead leader's automatic failover holds back the next one as if this leader had begun it. */
    void resumed(Run run) {
        if (run.kind() == Run.Kind.FAILOVER && run.operation().isEmpty()) {
            coolDown(run.from());
        }
    }

    private void coolDown(String server) {
        desk.memory().coolDown(server, desk.now().plus(desk.settings().bounds().coolDown()));
    }

    private static String cause(Act act) {
        return switch (act) {
            case Act.Bootstrap a -> "all servers are empty";
            case Act.Failover a -> a.cause();
            case Act.Reopen a -> a.cause();
            case Act.GoAlone a -> a.cause();
            case Act.Doubt a -> a.cause();
            case Act.Lower a -> a.cause();
            case Act.Raise a -> "enough ackers are there to wait for " + a.to();
            case Act.Prove a -> "the record is not proven";
            case Act.Leave a -> a.cause();
            case Act.Join a -> "it follows nobody, or does not count yet";
            case Act.Rejoin a -> a.cause();
            case Act.Reclone a -> a.cause();
            case Act.Reattach a -> a.cause();
            case Act.Admit a -> "its acknowledgement counts, but it cannot connect";
            case Act.Start a -> "it waits at the gate";
            case Act.Restart a -> a.cause();
        };
    }

    /** From the death, by the agent's clock, or from the last sign of life, to now. */
    private Duration detectionTime() {
        return desk.topology()
                .primary()
                .flatMap(p -> p.report()
                        .filter(r -> p.fresh())
                        .map(r -> p.dead() ? r.mysqld().since() : p.silent().plus(p.age()))
                        .or(() -> Optional.of(p.unheard())))
                .orElse(Duration.ZERO);
    }

    /** Says once why a lost primary is not replaced. */
    void judged(Decision decision) {
        boolean lost = decision.gates().stream().anyMatch(g -> g.name().equals("primary lost") && g.passed());
        boolean refused = lost && decision.gates().stream().anyMatch(g -> !g.passed());
        String refusal = refused ? decision.reason() : "";
        if (!refusal.equals(lastRefusal) && refused) {
            String closed = decision.gates().stream()
                    .filter(g -> !g.passed())
                    .map(Gate::name)
                    .findFirst()
                    .orElse("");
            desk.tell("failover.refused", refusal, "primary", desk.record().primary(), "gate", closed);
        }
        lastRefusal = refusal;
        endCoolDowns();
    }

    /** A cool-down ends early when the site has been whole for a while. */
    private void endCoolDowns() {
        boolean whole = desk.record().proven()
                && desk.topology().primary().filter(ServerSight::serves).isPresent()
                && desk.settings().servers().stream().allMatch(s -> inItsPlace(s.name()))
                && desk.topology().ackers().stream().allMatch(a -> a.attachedTo(primary()));
        if (desk.memory().heldFor("whole", whole, desk.settings().bounds().wholeAfter(), desk.now())) {
            desk.memory().endCoolDowns();
        }
    }

    /** Whom an operator took out of service is missed by nobody. */
    private boolean inItsPlace(String server) {
        ClusterRecord record = desk.record();
        return server.equals(record.primary())
                || record.ackers().contains(server)
                || record.maintenance().contains(server);
    }

    private ServerSight primary() {
        return desk.topology().primary().orElseThrow();
    }

    // ---- ends

    /** Takes what ended; true if anything did. */
    boolean of(List<Procedure> ended) {
        ended.forEach(this::ended);
        return !ended.isEmpty();
    }

    private void ended(Procedure p) {
        boolean done = p.state() == Procedure.State.DONE;
        switch (p) {
            case Failover f -> failover(f, done);
            case Switchover s -> switchover(s, done);
            case Rollback r -> rolledBack(r);
            case Promotion r -> promotion(r, done);
            case Rejoin r -> rejoin(r);
            case Reclone r -> recloned(r, done);
            case Shutdown s -> {
                desk.memory().rest(done);
                operation(s, s.operation(), "shutdown", "every mysqld was stopped in order");
            }
            case ModeChange m -> mode(m);
            case Bootstrap b -> operation(b, b.operation(), "failover", b.first() + " is the first primary");
            case Leave l -> left(l, done);
            case MaintenanceChange m -> maintenance(m);
            case WebChange w ->
                operation(w, w.id(), "web-change", w.intent().server() + " is as wanted in every reachable proxy");
            default -> {}
        }
        if (!done) {
            desk.tell("run.stopped", p.plan().word() + " stopped in " + p.step() + ": " + p.sentence(), "run", p.id());
        }
    }

    private void failover(Failover f, boolean done) {
        if (!done) {
            tryAgainSoon(f.run().from());
        }
        Receipt receipt = receipts.failover(
                f, detected.filter(d -> d.run().equals(f.id())).map(Detected::after));
        told("failover", receipt, done);
        operation(f, f.run().operation(), "failover", moved(receipt));
    }

    /** A failover that was given up moved nothing; where nobody can reopen the primary, only the next one ends the outage. */
    private void tryAgainSoon(String from) {
        boolean reachable =
                desk.topology().server(from).filter(ServerSight::fresh).isPresent();
        if (!reachable && desk.memory().coolDown(from).isPresent()) {
            desk.memory()
                    .coolDown(from, desk.now().plus(desk.settings().bounds().wholeAfter()));
        }
    }

    private void switchover(Switchover s, boolean done) {
        Receipt receipt = receipts.switchover(s);
        told("switchover", receipt, done);
        if (done) {
            operation(s, s.run().operation(), "switchover", moved(receipt));
        } else if (desk.record().run().kind() == Run.Kind.SWITCHOVER) {
            rollbackReason = s.sentence();
            docket.begin(new Rollback(desk, s.run()));
        } else {
            operation(s, s.run().operation(), "switchover", "");
        }
    }

    private void promotion(Promotion p, boolean done) {
        Receipt receipt = receipts.promotion(p);
        told(receipt.kind(), receipt, done);
        operation(p, p.run().operation(), receipt.kind(), moved(receipt));
    }

    private void told(String kind, Receipt receipt, boolean done) {
        if (done) {
            desk.memory().forgetAllDiverged();
        }
        desk.tell(
                kind + (done ? ".finished" : ".failed"),
                done
                        ? receipt.from() + " → " + receipt.to() + ", acknowledged writes lost: " + receipt.lost()
                        : receipt.result(),
                "run",
                receipt.id(),
                "kind",
                kind,
                "result",
                done ? "done" : "failed",
                "from",
                receipt.from(),
                "to",
                receipt.to(),
                "phases",
                receipt.phases().toString());
    }

    private void rolledBack(Rollback r) {
        Optional<String> operation = Optional.of(r.run().operation()).filter(o -> !o.isEmpty());
        String why = rollbackReason.isEmpty() ? "the controller that began it ended" : rollbackReason;
        operation.ifPresent(
                o -> desk.progress(new Operation(o, "switchover", State.ROLLED_BACK, why, List.of(), r.id())));
        desk.tell("switchover.rolled-back", why, "run", r.id());
        rollbackReason = "";
    }

    private void rejoin(Rejoin r) {
        String file = r.rewound().details().getOrDefault("tail.file", "");
        String gtids = r.rewound().details().getOrDefault("tail.gtids", "");
        if (!file.isEmpty()) {
            receipts.leftovers(r.server(), file, gtids);
            desk.tell(
                    "tail.saved",
                    r.server() + ": its unacknowledged tail was saved",
                    "server",
                    r.server(),
                    "file",
                    file,
                    "gtids",
                    gtids);
        }
    }

    private void recloned(Reclone r, boolean done) {
        String files = r.details().getOrDefault("leftovers.files", "");
        String gtids = r.details().getOrDefault("leftovers.gtids", "");
        if (!files.isEmpty()) {
            receipts.leftovers(r.server(), files, gtids);
            desk.tell(
                    "leftovers.saved",
                    r.server() + ": transactions that only it had were saved",
                    "server",
                    r.server(),
                    "file",
                    files,
                    "gtids",
                    gtids);
        }
        if (done) {
            desk.tell(
                    "server.recloned",
                    r.server() + " has the data of " + r.donor() + ": " + r.cause(),
                    "server",
                    r.server(),
                    "donor",
                    r.donor(),
                    "cause",
                    r.cause());
        }
        if (r.asked()) {
            operation(r, r.id(), "reclone", r.server() + " has the data of " + r.donor());
        }
    }

    private void left(Leave l, boolean done) {
        if (done) {
            desk.tell(
                    "acker.left",
                    l.server() + " is counted on no longer: " + l.cause(),
                    "server",
                    l.server(),
                    "cause",
                    l.cause());
        }
    }

    private void maintenance(MaintenanceChange m) {
        operation(m, m.id(), "maintenance", m.server() + (m.on() ? " is out of service" : " is in service again"));
    }

    private void mode(ModeChange m) {
        boolean paused = desk.record().mode() == ClusterRecord.Mode.PAUSED;
        operation(m, m.id(), paused ? "pause" : "resume", "automatic acts are " + (paused ? "off" : "on"));
    }

    private static String moved(Receipt receipt) {
        return receipt.from() + " → " + receipt.to();
    }

    /** Ends the operation that asked for {@code p}, if any did. */
    private void operation(Procedure p, String id, String kind, String success) {
        boolean done = p.state() == Procedure.State.DONE;
        if (!id.isEmpty()) {
            desk.progress(new Operation(
                    id, kind, done ? State.DONE : State.FAILED, done ? success : p.sentence(), List.of(), p.id()));
        }
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toNanos() / 1e6);
    }
}
