package io.signalbox.controller.daemon.api;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.daemon.api.Site.Seat;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Calls that ask a kernel for something. */
final class Mutations {
    private static final int SAME_WEIGHT = -1;

    private final Site site;
    private final Asking asking;

    Mutations(Site site, Asking asking) {
        this.site = site;
        this.asking = asking;
    }

    Map<String, Endpoint> endpoints() {
        return Map.ofEntries(
                Map.entry("switchover", this::switchover),
                Map.entry("failover", this::failover),
                Map.entry("pause", call -> ofCluster(call, Intent.Pause::new)),
                Map.entry("resume", call -> ofCluster(call, Intent.Resume::new)),
                Map.entry("shutdown", call -> ofCluster(call, Intent.Shutdown::new)),
                Map.entry("maintainDatabase", this::maintain),
                Map.entry("recloneDatabase", this::reclone),
                Map.entry("adopt", this::adopt),
                Map.entry("drainServer", call -> ofWeb(call, ServerMode.DRAIN)),
                Map.entry("maintainServer", call -> ofWeb(call, ServerMode.MAINT)),
                Map.entry("readyServer", call -> ofWeb(call, ServerMode.READY)),
                Map.entry("weighServer", this::weigh));
    }

    private Future<Reply> switchover(Call call) {
        String to = checkedTarget(call);
        Duration preset = site.config().clusters().stream()
                .filter(c -> c.name().equals(call.name("cluster")))
                .findFirst()
                .orElseThrow()
                .bounds()
                .switchoverDeadline();
        Duration deadline = Duration.ofMillis(call.body().getLong("deadlineMs", preset.toMillis()));
        return ofCluster(call, id -> new Intent.Switchover(id, to, deadline, call.flag("dryRun")));
    }

    private Future<Reply> failover(Call call) {
        String to = checkedTarget(call);
        boolean allowDataLoss = call.flag("allowDataLoss");
        if (allowDataLoss && !call.caller().role().covers(Role.ADMIN)) {
            throw FrontDoor.forbidden(call.caller(), Role.ADMIN).refusal();
        }
        return ofCluster(
                call, id -> new Intent.Failover(id, to, call.text("reason"), allowDataLoss, call.flag("dryRun")));
    }

    private Future<Reply> maintain(Call call) {
        String cluster = call.name("cluster");
        String server = call.name("server");
        site.cluster(cluster);
        site.requireDatabaseServer(cluster, server);
        return ofCluster(call, id -> new Intent.Maintain(id, server, call.flag("maintenance"), call.flag("dryRun")));
    }

    private Future<Reply> reclone(Call call) {
        String cluster = call.name("cluster");
        String server = call.name("server");
        site.cluster(cluster);
        site.requireDatabaseServer(cluster, server);
        return ofCluster(call, id -> new Intent.Reclone(id, server, call.flag("dryRun")));
    }

    private Future<Reply> adopt(Call call) {
        String cluster = call.name("cluster");
        site.cluster(cluster);
        String primary = call.text("primary");
        site.requireDatabaseServer(cluster, primary);
        return ofCluster(call, id -> new Intent.Adopt(id, primary, call.flag("allowDataLoss"), call.flag("dryRun")));
    }

    private String checkedTarget(Call call) {
        String cluster = call.name("cluster");
        site.cluster(cluster);
        String to = call.text("to");
        site.requireDatabaseServer(cluster, to);
        return to;
    }

    private Future<Reply> weigh(Call call) {
        // The mode stays: the kernel keeps what was wanted before when only the weight is given.
        return ofWeb(call, wantedMode(call), call.body().getInteger("weight", SAME_WEIGHT));
    }

    private ServerMode wantedMode(Call call) {
        String key = call.name("backend") + "/" + call.name("server");
        var wish = site.webCluster().view().record().web().get(key);
        return wish == null ? ServerMode.READY : wish.mode();
    }

    private Future<Reply> ofWeb(Call call, ServerMode mode) {
        return ofWeb(call, mode, SAME_WEIGHT);
    }

    private Future<Reply> ofWeb(Call call, ServerMode mode, int weight) {
        String backend = call.name("backend");
        String server = call.name("server");
        site.requireWebServer(backend, server);
        return asking.ask(
                call,
                site.webCluster(),
                id -> new Intent.SetWeb(
                        id, backend, server, mode, weight, deadline(call), call.flag("force"), call.flag("dryRun")));
    }

    private static Optional<Duration> deadline(Call call) {
        return Optional.ofNullable(call.body().getLong("deadlineMs")).map(Duration::ofMillis);
    }

    private Future<Reply> ofCluster(Call call, Function<String, Intent> intent) {
        Seat seat = site.cluster(call.name("cluster"));
        return asking.ask(call, seat, intent);
    }
}
