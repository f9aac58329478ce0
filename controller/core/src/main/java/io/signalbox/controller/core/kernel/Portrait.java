package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.analysis.Evidence;
import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.analysis.Witnesses;
import io.signalbox.controller.core.decision.Candidacy;
import io.signalbox.controller.core.decision.Decision;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.execution.Desk;
import io.signalbox.controller.core.execution.Procedure;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.plan.Step;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.settings.ClusterSettings.WebServer;
import io.signalbox.controller.core.topology.ProxySight;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.core.view.ClusterView.DecisionView;
import io.signalbox.controller.core.view.ClusterView.Gate;
import io.signalbox.controller.core.view.ClusterView.Health;
import io.signalbox.controller.core.view.ClusterView.ProxyView;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.core.view.ClusterView.Role;
import io.signalbox.controller.core.view.ClusterView.RunView;
import io.signalbox.controller.core.view.ClusterView.ServerView;
import io.signalbox.controller.core.view.ClusterView.StepView;
import io.signalbox.controller.core.view.ClusterView.WebView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Paints what people may see. Decides nothing. */
final class Portrait {
    /** All steps of a failover but the applier's, on an idle site (docs/operating.md says how it was measured). */
    private static final Duration BASE_OUTAGE = Duration.ofMillis(80);

    /** A cautious rate of applying, in transactions a millisecond. */
    private static final long APPLIED_PER_MILLI = 2;

    /** HAProxy's word for a writer that is closed. */
    private static final String CLOSED = "MAINT";

    private final Desk desk;
    private final Docket docket;
    private final Topology t;
    private final List<Problem> problems;
    private final Decision decision;
    private final List<Receipt> receipts;
    private final boolean leading;

    Portrait(
            Desk desk,
            Docket docket,
            List<Problem> problems,
            Decision decision,
            List<Receipt> receipts,
            boolean leading) {
        this.desk = desk;
        this.docket = docket;
        this.t = desk.topology();
        this.problems = problems;
        this.decision = decision;
        this.receipts = receipts;
        this.leading = leading;
    }

    ClusterView paint() {
        return new ClusterView(
                t.record(),
                t.settings().k(),
                leading,
                writable(),
                t.servers().stream().map(this::server).toList(),
                t.proxies().stream().map(this::proxy).toList(),
                t.settings().web().stream().map(this::web).toList(),
                problems.stream().map(Portrait::problem).toList(),
                decision(),
                docket.main().map(this::run),
                docket.all().map(this::run).toList(),
                receipts,
                predictedOutage(),
                protectedNow());
    }

    /** Open as recorded, nothing in progress, and every reachable proxy routes to it. */
    private boolean writable() {
        return t.primary().filter(ServerSight::serves).isPresent()
                && t.record().run().kind() == Run.Kind.NONE
                && t.proxies().stream()
                        .anyMatch(p -> follows(p) && writer(p).equals(t.record().primary()));
    }

    /** Who leads knows what was confirmed of its wishes; who does not has none, and believes the proxy's agent. */
    private boolean follows(ProxySight p) {
        return leading
                ? desk.router().confirmed(p.name())
                : p.proxy().filter(Report.Proxy::alive).isPresent();
    }

    private String writer(ProxySight p) {
        if (leading) {
            return desk.router().writer();
        }
        return desk.settings().servers().stream()
                .map(DatabaseServer::name)
                .filter(name -> p.server(desk.settings().writerBackend(), name)
                        .filter(line -> !line.status().startsWith(CLOSED))
                        .isPresent())
                .findFirst()
                .orElse(Order.Writer.NONE);
    }

    /** Losing the primary now would lose nothing and somebody could take over. */
    private boolean protectedNow() {
        ClusterRecord record = t.record();
        return record.proven()
                && t.primary()
                        .filter(p -> t.ackers().stream()
                                        .filter(a -> a.attachedTo(p) && a.receivesFrom(p))
                                        .count()
                                >= t.quorum())
                        .isPresent();
    }

    private Duration predictedOutage() {
        long backlog = t.ackers().stream().mapToLong(ServerSight::backlog).min().orElse(0);
        return BASE_OUTAGE.plusMillis(backlog / APPLIED_PER_MILLI);
    }

    private ServerView server(ServerSight s) {
        Optional<Report.Mysql> mysql = s.mysql();
        boolean primary = s.name().equals(t.record().primary());
        return new ServerView(
                s.name(),
                role(s, primary),
                health(s, primary),
                primary ? Optional.empty() : mysql.map(Report.Mysql::heartbeatLag),
                s.executed().toString(),
                s.received().toString(),
                s.backlog(),
                s.linked(),
                s.serves(),
                mysql.map(m -> m.semiSync().sourceSide()).orElse(false),
                mysql.map(m -> m.semiSync().replicaSide()).orElse(false),
                s.report().map(r -> s.age()),
                s.report().map(r -> r.host().diskFree()).orElse(0.0),
                mysql.map(Report.Mysql::waitingCommits).orElse(0),
                t.record().maintenance().contains(s.name()),
                s.server().rule(),
                s.server().zone(),
                coolDown(s.name()),
                primary || t.primary().isEmpty() ? List.of() : blockers(s),
                s.copying().map(c -> new ClusterView.CopyView(c.donor(), c.stage(), c.copied(), c.total())));
    }

    private Optional<Instant> coolDown(String server) {
        return desk.memory()
                .coolDown(server)
                .filter(until -> until.monotonic().compareTo(desk.now().monotonic()) > 0)
                .map(Time::wall);
    }

    private List<Blocker> blockers(ServerSight s) {
        Optional<Blocker> diverged = desk.memory()
                .diverged(s.name())
                .map(why -> new Blocker("DIVERGED", s.name(), s.name() + " must be recloned: " + why));
        Optional<Blocker> copying = s.copying()
                .map(c -> new Blocker(
                        "COPYING", s.name(), s.name() + " has not all of the data of " + c.donor() + " yet"));
        return Stream.of(
                        Candidacy.blockers(t, s).stream(),
                        diverged.stream(),
                        copying.stream(),
                        docket.on(s.name()).filter(p -> p.plan() == Plan.RECLONE).stream()
                                .map(p -> new Blocker(
                                        "RECLONE",
                                        s.name(),
                                        s.name() + ": reclone, step " + p.step() + ": " + p.sentence())))
                .flatMap(b -> b)
                .toList();
    }

    private Role role(ServerSight s, boolean primary) {
        if (primary) {
            return Role.PRIMARY;
        }
        return t.primary().filter(s::follows).isPresent() ? Role.REPLICA : Role.NONE;
    }

    private Health health(ServerSight s, boolean primary) {
        if (!s.linked()) {
            return Health.UNREACHABLE;
        }
        if (!s.fresh()) {
            return Health.UNKNOWN;
        }
        if (s.dead() || s.stoppedOnPurpose()) {
            return Health.DEAD;
        }
        if (!s.running()) {
            return Health.STARTING;
        }
        if (!s.silent().isZero() && s.silent().compareTo(t.settings().bounds().silentAfter()) >= 0) {
            return Health.SILENT;
        }
        return primary ? (s.serves() ? Health.OK : Health.BROKEN) : replicaHealth(s);
    }

    private Health replicaHealth(ServerSight s) {
        if (t.primary().filter(s::follows).isEmpty()
                || s.mysql().filter(m -> m.applier().running()).isEmpty()) {
            return Health.BROKEN;
        }
        boolean lags = s.mysql()
                .filter(m -> m.heartbeatLag().compareTo(t.settings().bounds().maxReadLag()) > 0)
                .isPresent();
        return lags ? Health.LAGGING : Health.OK;
    }

    private ProxyView proxy(ProxySight p) {
        Optional<Report.Proxy> seen = p.proxy();
        return new ProxyView(
                p.name(),
                p.linked(),
                seen.map(Report.Proxy::alive).orElse(false),
                follows(p) && seen.filter(x -> x.alive() && x.drift().isEmpty()).isPresent(),
                seen.map(Report.Proxy::version).orElse(""),
                seen.map(Report.Proxy::pid).orElse(0L),
                seen.map(Report.Proxy::reloads).orElse(0L),
                seen.map(Report.Proxy::oldWorkers).orElse(0),
                writer(p),
                seen.map(Report.Proxy::drift).orElse(List.of()),
                seen.map(Report.Proxy::servers).orElse(List.of()));
    }

    private WebView web(WebServer w) {
        ClusterRecord.WebWish wish = desk.router().wished(w);
        Optional<Report.ProxyServer> line = t.proxies().stream()
                .flatMap(p -> p.server(w.backend(), w.name()).stream())
                .findFirst();
        return new WebView(
                w.backend(),
                w.name(),
                wish.mode().name().toLowerCase(java.util.Locale.ROOT),
                line.map(Report.ProxyServer::status).orElse("unknown"),
                line.map(Report.ProxyServer::weight).orElse(wish.weight()),
                line.map(Report.ProxyServer::sessions).orElse(0),
                "");
    }

    private static ClusterView.Problem problem(Problem p) {
        return new ClusterView.Problem(
                p.kind().name(),
                p.server(),
                p.sentence(),
                p.kind().priority(),
                p.evidence().stream().map(Portrait::evidence).toList());
    }

    private static ClusterView.Evidence evidence(Evidence e) {
        return new ClusterView.Evidence(
                e.who(), e.says().name().toLowerCase(java.util.Locale.ROOT), e.what(), e.value(), e.age());
    }

    private DecisionView decision() {
        String verdict = docket.main().isPresent() || decision.act().isPresent() ? "act" : "hold";
        String reason = docket.main()
                .map(p -> p.plan().word() + ", step " + p.step() + (p.sentence().isEmpty() ? "" : ": " + p.sentence()))
                .orElse(decision.reason());
        return new DecisionView(
                verdict,
                reason,
                decision.gates().stream()
                        .map(g -> new Gate(g.name(), g.value(), g.threshold(), g.passed()))
                        .toList(),
                t.primary().stream()
                        .flatMap(p -> Witnesses.of(t, p).stream())
                        .map(Portrait::evidence)
                        .toList());
    }

    private RunView run(Procedure p) {
        List<StepView> steps = new ArrayList<>();
        boolean past = true;
        for (Step step : p.plan().steps()) {
            boolean now = step.name().equals(p.step());
            past &= !now;
            steps.add(new StepView(
                    step.name(),
                    now ? "running" : past ? ended(p, step) : "waiting",
                    now || past ? p.took(step.name()) : Optional.empty(),
                    now ? p.sentence() : ""));
        }
        return new RunView(p.id(), p.plan().word(), p.step(), desk.now().since(p.started()), steps);
    }

    /** What a dead leader had done before this run was resumed was begun by it, not here. */
    private static String ended(Procedure p, Step step) {
        List<String> names = p.plan().steps().stream().map(Step::name).toList();
        int first = p.begun().keySet().stream().findFirst().map(names::indexOf).orElse(names.size());
        boolean here = names.indexOf(step.name()) > first;
        return here && !p.begun().containsKey(step.name()) ? "skipped" : "done";
    }
}
