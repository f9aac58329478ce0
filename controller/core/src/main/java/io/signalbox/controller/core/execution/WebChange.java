package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.ClusterRecord.WebWish;
import io.signalbox.controller.core.topology.ProxySight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operator's wish for one web server: recorded, routed, and for one that is taken out waited out. A drained server
 * keeps the clients whose cookie names it: these never end by themselves, so that past the deadline it goes into
 * maintenance, which moves them, and what is under way then is cut.
 */
public final class WebChange extends Procedure {
    /**
     * Sessions flicker to none between two requests of one client. A report shows a proxy as it was up to a quarter of a
     * second before; so two looks at least, well apart, saw no session and nothing new.
     */
    private static final Duration QUIET = Duration.ofMillis(600);
    /** As long as is usual. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration TOLD_EVERY = Duration.ofSeconds(1);
    /** For the proxies to show that cut sessions are gone. */
    private static final Duration CUT_BOUND = Duration.ofSeconds(5);

    private final Intent.SetWeb intent;
    private final WebWish wish;
    private Optional<Duration> quietSince = Optional.empty();
    private long totalThen = -1;
    private Optional<Duration> saidAt = Optional.empty();
    private boolean late;

    public WebChange(Desk desk, Intent.SetWeb intent, WebWish wish) {
        super(desk, Plan.WEB_CHANGE, intent.operation());
        this.intent = intent;
        this.wish = wish;
    }

    public Intent.SetWeb intent() {
        return intent;
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "record" -> record(wish);
            case "route" -> route();
            case "quiet" -> wish.mode() == ServerMode.READY ? Verdict.NEXT : unlessOvertaken(wish.mode(), quiet());
            case "cut" -> late ? cut() : Verdict.NEXT;
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict record(WebWish wanted) {
        return write(r -> Amend.of(r).web(key(), wanted).done());
    }

    private String key() {
        return intent.backend() + "/" + intent.server();
    }

    private Verdict route() {
        desk.router().cut(key(), false);
        desk.router().reconcile();
        return routed() ? Verdict.NEXT : Verdict.waitFor("the proxies' read-back");
    }

    private boolean routed() {
        return linked().allMatch(p -> desk.router().confirmed(p.name()));
    }

    /** Somebody wants something else of the server since: it must not be cut off. */
    private Verdict unlessOvertaken(ServerMode mine, Verdict verdict) {
        WebWish now = desk.record().web().get(key());
        return now != null && now.mode() == mine
                ? verdict
                : new Verdict.Stop("something else was wanted of it meanwhile");
    }

    private Verdict quiet() {
        long total = lines().mapToLong(ProxyServer::total).sum();
        if (quietSince.isEmpty() || sessions() > 0 || total != totalThen) {
            totalThen = total;
            quietSince = Optional.of(desk.now().monotonic());
        }
        if (wasQuietSince(quietSince.get())) {
            return Verdict.NEXT;
        }
        late = inStep().compareTo(intent.deadline().orElse(DEADLINE)) >= 0;
        return late ? Verdict.NEXT : waitingFor(sessions() + " sessions to end");
    }

    /** Tells it to who follows the operation, too, but not each time a session comes or goes. */
    private Verdict waitingFor(String sentence) {
        if (saidAt.isEmpty() || desk.now().monotonic().minus(saidAt.get()).compareTo(TOLD_EVERY) >= 0) {
            saidAt = Optional.of(desk.now().monotonic());
            desk.progress(
                    new Operation(intent.operation(), plan().word(), Effect.State.RUNNING, sentence, List.of(), id()));
        }
        return Verdict.waitFor(sentence);
    }

    /** Every proxy that can be seen was looked at long enough after. */
    private boolean wasQuietSince(Duration then) {
        return linked().allMatch(
                        p -> desk.now().monotonic().minus(p.age()).minus(then).compareTo(QUIET) >= 0);
    }

    private Verdict cut() {
        if (!submitted()) {
            desk.tell("web.cut", key() + ": " + sessions() + " sessions were left at the deadline, and are cut");
        }
        Verdict recorded = record(new WebWish(ServerMode.MAINT, wish.weight()));
        return recorded instanceof Verdict.Next ? unlessOvertaken(ServerMode.MAINT, cutNow()) : recorded;
    }

    private Verdict cutNow() {
        desk.router().cut(key(), true);
        boolean gone = routed() && sessions() == 0;
        if (gone || inStep().compareTo(CUT_BOUND) >= 0) {
            desk.router().cut(key(), false);
            return Verdict.NEXT;
        }
        return Verdict.waitFor(sessions() + " sessions to be cut");
    }

    private int sessions() {
        return lines().mapToInt(l -> l.sessions() + l.queued()).sum();
    }

    private Stream<ProxyServer> lines() {
        return desk.topology().proxies().stream().flatMap(p -> p.server(intent.backend(), intent.server()).stream());
    }

    private Stream<ProxySight> linked() {
        return desk.topology().proxies().stream().filter(ProxySight::linked);
    }
}
