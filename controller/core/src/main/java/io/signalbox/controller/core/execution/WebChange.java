package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.ClusterRecord.WebWish;
import io.signalbox.controller.core.topology.ProxySight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An operator's wish for one web server: recorded, routed, and for a drain waited out. */
public final class WebChange extends Procedure {
    /** Sessions flicker to none between two requests of one client: none counts when seen over so long. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(30);

    private final Intent.SetWeb intent;
    private final WebWish wish;
    private Optional<Duration> quietSince = Optional.empty();
    private long totalThen = -1;

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
            case "record" ->
                write(r -> Amend.of(r)
                        .web(intent.backend() + "/" + intent.server(), wish)
                        .done());
            case "route" -> route();
            case "quiet" -> wish.mode() == ServerMode.READY ? Verdict.NEXT : quiet();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict route() {
        desk.router().reconcile();
        boolean all = desk.topology().proxies().stream()
                .filter(ProxySight::linked)
                .allMatch(p -> desk.router().confirmed(p.name()));
        return all ? Verdict.NEXT : Verdict.waitFor("the proxies' read-back");
    }

    private Verdict quiet() {
        if (inStep().compareTo(DRAIN_DEADLINE) >= 0) {
            return new Verdict.Stop(
                    sessions() + " sessions were still open after " + DRAIN_DEADLINE.toSeconds() + " s");
        }
        long total = lines().stream().mapToLong(ProxyServer::total).sum();
        if (sessions() > 0 || total != totalThen) {
            totalThen = total;
            quietSince = Optional.of(desk.now().monotonic());
        }
        boolean quiet = quietSince
                .filter(since -> desk.now().monotonic().minus(since).compareTo(QUIET) >= 0)
                .isPresent();
        return quiet ? Verdict.NEXT : Verdict.waitFor(sessions() + " sessions to end");
    }

    private int sessions() {
        return lines().stream().mapToInt(l -> l.sessions() + l.queued()).sum();
    }

    private List<ProxyServer> lines() {
        return desk.topology().proxies().stream()
                .flatMap(p -> p.server(intent.backend(), intent.server()).stream())
                .toList();
    }
}
