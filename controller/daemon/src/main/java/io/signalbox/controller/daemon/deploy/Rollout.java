package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.daemon.deploy.Deployment.Order;
import io.signalbox.controller.daemon.deploy.Deployment.Phase;
import io.signalbox.controller.daemon.deploy.Deployment.Step;
import io.signalbox.controller.daemon.deploy.Deployment.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The procedure: some servers at a time are drained, changed by their hooks, found well, and readied; the first failure ends that, and
 * everything that was changed goes back. Each part may be done again: a run of a hook has a name, and is not begun twice under it. So
 * whoever takes over begins with the server that was in hand.
 */
final class Rollout {
    /** Until a proxy's checks have found a server that is ready again. */
    static final Duration TRAFFIC_BOUND = Duration.ofSeconds(20);

    /** Until a controller that has just come to lead has heard every proxy. */
    static final Duration ALL_HEARD = Duration.ofSeconds(10);
    /** Until it has heard one. */
    static final Duration ONE_HEARD = Duration.ofSeconds(60);

    private static final String NO_PROXY = "no proxy is heard, and so nobody can say whether clients are still there";

    private final Tier tier;
    private final Hooks hooks;
    private final Pace pace;
    private final Progress progress;
    private final Order order;
    private volatile String cancelled = "";

    Rollout(Tier tier, WebHosts hosts, Pace pace, Progress progress) {
        this.tier = tier;
        this.hooks = new Hooks(hosts, pace);
        this.pace = pace;
        this.progress = progress;
        this.order = progress.now().order();
    }

    Progress progress() {
        return progress;
    }

    /** What goes on is ended, and everything that was changed goes back. */
    void cancel(String why) {
        cancelled = why;
    }

    private boolean isCancelled() {
        return !cancelled.isEmpty();
    }

    /** Blocks until the end, which is journaled. */
    void run() throws Deposed, InterruptedException {
        awaitSight(ALL_HEARD, Tier.Sight::all);
        if (progress.now().phase() == Phase.RUNNING) {
            forth();
        }
        if (progress.now().phase() == Phase.ROLLING_BACK) {
            back();
        }
    }

    private void forth() throws Deposed, InterruptedException {
        for (List<Target> some : portions()) {
            Optional<String> failure = isCancelled()
                    ? Optional.of(cancelled)
                    : Together.all(some, target -> deploy(target.server())).map(why -> isCancelled() ? cancelled : why);
            if (failure.isPresent()) {
                progress.phase(Phase.ROLLING_BACK, failure.get());
                return;
            }
        }
        progress.phase(Phase.DONE, "every server is version " + order.version());
    }

    private List<List<Target>> portions() {
        List<Target> all = progress.now().targets();
        int together = order.together(all.size());
        List<Target> rest =
                all.stream().filter(target -> target.step() != Step.DONE).toList();
        List<List<Target>> portions = new ArrayList<>();
        for (int i = 0; i < rest.size(); i += together) {
            portions.add(rest.subList(i, Math.min(rest.size(), i + together)));
        }
        return portions;
    }

    private Optional<String> deploy(String server) throws Deposed, InterruptedException {
        if (progress.now().target(server).step().compareTo(Step.DRAINING) <= 0) {
            progress.step(server, target -> target.at(Step.DRAINING));
        }
        Optional<String> failure = takeOut(server);
        if (failure.isEmpty()) {
            progress.step(server, target -> target.at(Step.DEPLOYING));
            failure = change(server, order.version(), false);
        }
        if (failure.isEmpty()) {
            progress.step(server, target -> target.at(Step.READYING));
            failure = bringIn(server);
        }
        if (failure.isEmpty()) {
            progress.step(server, target -> target.at(Step.DONE));
        } else {
            String why = failure.get();
            progress.step(server, target -> target.saying(target.step(), why));
        }
        return failure.map(why -> server + ": " + why);
    }

    private Optional<String> takeOut(String server) throws Deposed, InterruptedException {
        if (!awaitSight(ONE_HEARD, sight -> !sight.none())) {
            return unlessDeposed(Optional.of(NO_PROXY));
        }
        Optional<String> failure = set(server, ServerMode.DRAIN);
        return failure.isPresent() ? failure : set(server, ServerMode.MAINT);
    }

    /** Returns whether it came to that within the bound; at once where this controller leads no more. */
    private boolean awaitSight(Duration bound, Predicate<Tier.Sight> enough) throws InterruptedException {
        Duration begun = pace.elapsed();
        while (!enough.test(tier.sight())) {
            if (pace.elapsed().minus(begun).compareTo(bound) > 0 || !tier.leads()) {
                return false;
            }
            pace.pause(Hooks.LOOK);
        }
        return true;
    }

    private Optional<String> set(String server, ServerMode mode) throws Deposed, InterruptedException {
        if (tier.wanted(order.backend(), server) == ServerMode.MAINT && mode == ServerMode.DRAIN) {
            return Optional.empty();
        }
        return unlessDeposed(tier.set(order.backend(), server, mode, order.drain()));
    }

    private Optional<String> change(String server, String version, boolean back) throws Deposed, InterruptedException {
        String id = progress.now().id() + (back ? "-back-" : "-") + server;
        Start start = new Start(id, version, back, tier.term(order.backend(), server));
        Optional<String> failure = unlessDeposed(
                hooks.run(key(server), start, () -> !back && isCancelled(), run -> progress.ran(server, run)));
        if (failure.isEmpty()) {
            progress.step(server, target -> back ? target : target.at(Step.CHECKING));
            failure = unlessDeposed(hooks.well(key(server), version, patience(back), () -> !back && isCancelled()));
        }
        return failure;
    }

    /** Whoever wants to know soon that a version is bad does not want the good one given up as soon. */
    private Duration patience(boolean back) {
        Duration asked = order.healthy();
        return back && asked.compareTo(Order.HEALTHY) < 0 ? Order.HEALTHY : asked;
    }

    private String key(String server) {
        return order.backend() + "/" + server;
    }

    private Optional<String> bringIn(String server) throws Deposed, InterruptedException {
        Optional<String> failure = set(server, ServerMode.READY);
        Duration begun = pace.elapsed();
        while (failure.isEmpty() && !tier.takesTraffic(order.backend(), server)) {
            if (pace.elapsed().minus(begun).compareTo(TRAFFIC_BOUND) > 0) {
                return Optional.of("no proxy has found it well within " + TRAFFIC_BOUND.toSeconds() + " s");
            }
            pace.pause(Hooks.LOOK);
        }
        return failure;
    }

    /** What fails because somebody else leads is no failure of the server. */
    private Optional<String> unlessDeposed(Optional<String> failure) throws Deposed {
        if (failure.isPresent() && !tier.leads()) {
            throw new Deposed("this controller leads no more");
        }
        return failure;
    }

    // ---- back

    /** First those that are out of service; what serves the new version well is touched only if they came back. */
    private void back() throws Deposed, InterruptedException {
        String why = progress.now().sentence();
        Optional<String> failure = Optional.empty();
        for (Target target : broken()) {
            Optional<String> one = goBack(target, false);
            failure = failure.or(() -> one);
        }
        for (Target target : serving()) {
            if (failure.isEmpty()) {
                failure = goBack(target, true);
            }
        }
        if (failure.isPresent()) {
            progress.phase(Phase.FAILED, why + "; going back failed: " + failure.get());
        } else {
            progress.phase(Phase.ROLLED_BACK, why);
        }
    }

    private List<Target> broken() {
        return progress.now().targets().stream()
                .filter(target ->
                        target.step() != Step.WAITING && target.step() != Step.DONE && target.step() != Step.BACK)
                .toList();
    }

    private List<Target> serving() {
        return Stream.of(progress.now().targets().reversed())
                .flatMap(List::stream)
                .filter(target -> target.step() == Step.DONE)
                .toList();
    }

    private Optional<String> goBack(Target target, boolean serves) throws Deposed, InterruptedException {
        String server = target.server();
        Optional<String> failure = Optional.empty();
        if (target.changed()) {
            boolean out = tier.wanted(order.backend(), server) == ServerMode.MAINT;
            failure = out ? Optional.empty() : takeOut(server);
            if (failure.isPresent() && serves) {
                return failure.map(why -> server + " serves " + order.version() + " still: " + why);
            }
            progress.step(server, now -> now.saying(Step.GOING_BACK, now.sentence()));
            failure = failure.isPresent() ? failure : change(server, target.before(), true);
        }
        failure = failure.isPresent() ? failure : bringIn(server);
        String word = failure.map(why -> "out of service: " + why).orElse("");
        Step end = failure.isEmpty() ? Step.BACK : Step.LEFT_OUT;
        progress.step(server, now -> now.saying(end, word.isEmpty() ? now.sentence() : word));
        return failure.map(why -> server + " is left out of service: " + why);
    }
}
