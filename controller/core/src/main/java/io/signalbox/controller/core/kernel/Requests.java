package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.decision.Preflight;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.execution.Bootstrap;
import io.signalbox.controller.core.execution.Desk;
import io.signalbox.controller.core.execution.Failover;
import io.signalbox.controller.core.execution.MaintenanceChange;
import io.signalbox.controller.core.execution.ModeChange;
import io.signalbox.controller.core.execution.Procedure;
import io.signalbox.controller.core.execution.Reclone;
import io.signalbox.controller.core.execution.Shutdown;
import io.signalbox.controller.core.execution.Switchover;
import io.signalbox.controller.core.execution.WebChange;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.ClusterRecord.Mode;
import io.signalbox.controller.core.record.ClusterRecord.WebWish;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.WebServer;
import io.signalbox.controller.core.topology.ServerSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes what operators ask for: refuses with every reason, or begins. */
final class Requests {
    private final Desk desk;
    private final Docket docket;

    Requests(Desk desk, Docket docket) {
        this.desk = desk;
        this.docket = docket;
    }

    void take(Intent intent, boolean leading, StoreTrust trust) {
        if (trust.doubted()) {
            refuse(intent, List.of(trust.blocker()));
            return;
        }
        if (!leading) {
            refuse(intent, List.of(new Blocker("NOT_LEADING", "", "this controller does not lead")));
            return;
        }
        switch (intent) {
            case Intent.Switchover i ->
                consider(i, i.dryRun(), both(busy(), Preflight.switchover(desk.topology(), i)), () -> switchover(i));
            case Intent.Failover i ->
                consider(i, i.dryRun(), both(busyFor(i), Preflight.failover(desk.topology(), i)), () -> failover(i));
            case Intent.Pause i ->
                consider(i, false, List.of(), () -> change(i, new ModeChange(desk, i.operation(), Mode.PAUSED)));
            case Intent.Resume i -> consider(i, false, List.of(), () -> resume(i));
            case Intent.Shutdown i -> consider(i, false, busyUnlessReopening(), () -> shutdown(i));
            case Intent.Maintain i ->
                consider(
                        i,
                        i.dryRun(),
                        Preflight.maintenance(desk.topology(), i),
                        () -> change(i, new MaintenanceChange(desk, i.operation(), i.server(), i.on())));
            case Intent.Reclone i -> consider(i, i.dryRun(), reclone(i), () -> beginReclone(i));
            case Intent.Adopt i -> throw new IllegalArgumentException("taken by the kernel itself");
            case Intent.SetWeb i -> consider(i, i.dryRun(), web(i), () -> setWeb(i));
        }
    }

    private void consider(Intent intent, boolean dryRun, List<Blocker> blockers, Runnable begin) {
        if (!blockers.isEmpty()) {
            refuse(intent, blockers);
        } else if (dryRun) {
            progress(intent, State.DONE, "nothing speaks against it; nothing was done", List.of());
        } else {
            begin.run();
        }
    }

    private static List<Blocker> both(List<Blocker> some, List<Blocker> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private List<Blocker> busy() {
        return docket.main()
                .map(p -> List.of(new Blocker(
                        "BUSY", "", "the plan " + p.id() + " is running, in step " + p.step() + ": " + p.sentence())))
                .orElse(List.of());
    }

    /** A named primary that does not open is waited for without end: an operator who allows data loss need not. */
    private List<Blocker> busyFor(Intent.Failover i) {
        boolean opening = docket.main()
                .filter(p -> (p.plan() == Plan.FAILOVER || p.plan() == Plan.PROMOTE)
                        && p.step().equals("open"))
                .isPresent();
        return opening && i.allowDataLoss() ? List.of() : busy();
    }

    /** A primary that does not come back may be waited for without end: whoever wants to end the day need not. */
    private List<Blocker> busyUnlessReopening() {
        return docket.main().filter(p -> p.plan() == Plan.REOPEN).isPresent() ? List.of() : busy();
    }

    private void switchover(Intent.Switchover i) {
        String to = i.to().isEmpty()
                ? Preflight.choose(desk.topology()).map(ServerSight::name).orElseThrow()
                : i.to();
        Run run = run(Run.Kind.SWITCHOVER, "switchover", to, "asked for by an operator", i);
        docket.begin(new Switchover(desk, run, i.deadline()));
        running(i, run.id());
    }

    private void failover(Intent.Failover i) {
        if (desk.record().primary().isEmpty()) {
            Bootstrap first = new Bootstrap(desk, docket.id("bootstrap"), i.to(), i.operation());
            docket.begin(first);
            running(i, first.id());
            return;
        }
        Run run = run(Run.Kind.FAILOVER, "failover", i.to(), i.reason(), i);
        docket.begin(new Failover(desk, run, true, i.allowDataLoss()));
        running(i, run.id());
    }

    private List<Blocker> reclone(Intent.Reclone i) {
        List<Blocker> busy = docket.on(i.server())
                .map(p -> List.of(new Blocker(
                        "BUSY",
                        i.server(),
                        i.server() + ": the plan " + p.id() + " is running, in step " + p.step() + ": "
                                + p.sentence())))
                .orElse(List.of());
        return both(both(busy(), busy), Preflight.reclone(desk.topology(), i.server()));
    }

    private void beginReclone(Intent.Reclone i) {
        change(i, new Reclone(desk, i.operation(), i.server(), "asked for by an operator", true));
    }

    private Run run(Run.Kind kind, String word, String to, String cause, Intent intent) {
        return new Run(kind, docket.id(word), desk.record().primary(), to, cause, intent.operation());
    }

    private void resume(Intent.Resume i) {
        desk.memory().rest(false);
        change(i, new ModeChange(desk, i.operation(), Mode.AUTOMATIC));
    }

    private void shutdown(Intent.Shutdown i) {
        docket.begin(new Shutdown(desk, i.operation()));
        running(i, i.operation());
    }

    private void change(Intent intent, Procedure change) {
        docket.beginChange(change);
        running(intent, intent.operation());
    }

    // ---- a store that may have gone back

    /** False: refused, or only asked about. */
    boolean adoptable(Intent.Adopt i, Adoption adoption) {
        if (!adoption.blockers().isEmpty()) {
            refuse(i, adoption.blockers());
            return false;
        }
        progress(i, i.dryRun() ? State.DONE : State.RUNNING, adoption.sentence(), List.of());
        return !i.dryRun();
    }

    void adopted(Intent.Adopt i) {
        desk.tell("store.adopted", "what the agents knew replaces what the store had");
        progress(i, State.DONE, "the record is rev " + desk.record().rev(), List.of());
    }

    void notAdopted(Intent.Adopt i) {
        progress(i, State.FAILED, "somebody else wrote the record meanwhile", List.of());
    }

    // ---- web tier

    private List<Blocker> web(Intent.SetWeb i) {
        List<Blocker> blockers = new ArrayList<>();
        Optional<WebServer> server = find(i.backend(), i.server());
        if (server.isEmpty()) {
            blockers.add(new Blocker(
                    "UNKNOWN_SERVER", i.server(), "there is no server " + i.server() + " in backend " + i.backend()));
        } else if (!i.force() && i.mode() != ServerMode.READY && otherReady(i) == 0) {
            blockers.add(new Blocker(
                    "LAST_READY_SERVER",
                    i.server(),
                    "it would leave 0 of " + inBackend(i).count() + " servers of " + i.backend() + " ready"));
        } else if (!i.force() && i.weight() == 0 && otherReady(i) == 0) {
            blockers.add(new Blocker("LAST_READY_SERVER", i.server(), "weight 0 would leave no server with a share"));
        }
        return blockers;
    }

    private Stream<WebServer> inBackend(Intent.SetWeb i) {
        return desk.settings().web().stream().filter(w -> w.backend().equals(i.backend()));
    }

    private long otherReady(Intent.SetWeb i) {
        return inBackend(i)
                .filter(w -> !w.name().equals(i.server()))
                .filter(w -> desk.router().wished(w).mode() == ServerMode.READY
                        && desk.router().wished(w).weight() > 0)
                .filter(this::takesTraffic)
                .count();
    }

    /** Some proxy sees it up, or no proxy can say. */
    private boolean takesTraffic(WebServer w) {
        List<String> words = desk.topology().proxies().stream()
                .flatMap(p -> p.server(w.backend(), w.name()).stream())
                .map(line -> line.status())
                .toList();
        return words.isEmpty()
                || words.stream()
                        .anyMatch(status -> status.startsWith("UP")
                                || status.toLowerCase(java.util.Locale.ROOT).startsWith("no check"));
    }

    private Optional<WebServer> find(String backend, String name) {
        return desk.settings().web().stream()
                .filter(w -> w.backend().equals(backend) && w.name().equals(name))
                .findFirst();
    }

    private void setWeb(Intent.SetWeb i) {
        WebServer server = find(i.backend(), i.server()).orElseThrow();
        int weight = i.weight() < 0 ? desk.router().wished(server).weight() : i.weight();
        change(i, new WebChange(desk, i, new WebWish(i.mode(), weight)));
    }

    // ---- answers

    private void refuse(Intent intent, List<Blocker> blockers) {
        progress(intent, State.REFUSED, blockers.getFirst().sentence(), blockers);
    }

    private void running(Intent intent, String run) {
        desk.progress(new Operation(intent.operation(), kind(intent), State.RUNNING, "", List.of(), run));
    }

    private void progress(Intent intent, State state, String sentence, List<Blocker> blockers) {
        desk.progress(new Operation(intent.operation(), kind(intent), state, sentence, blockers, ""));
    }

    private static String kind(Intent intent) {
        return switch (intent) {
            case Intent.Switchover i -> "switchover";
            case Intent.Failover i -> "failover";
            case Intent.Pause i -> "pause";
            case Intent.Resume i -> "resume";
            case Intent.Shutdown i -> "shutdown";
            case Intent.Maintain i -> "maintenance";
            case Intent.Reclone i -> "reclone";
            case Intent.Adopt i -> "adopt";
            case Intent.SetWeb i -> "web-change";
        };
    }
}
