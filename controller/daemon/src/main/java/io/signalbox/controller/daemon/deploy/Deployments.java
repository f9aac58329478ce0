package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Application;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.daemon.deploy.Deployment.Order;
import io.signalbox.controller.daemon.deploy.Deployment.Phase;
import io.signalbox.controller.daemon.deploy.Deployment.Target;
import io.signalbox.controller.daemon.news.OperationBook;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last deployments, and the one that runs. Whoever comes to lead goes on with what the journal holds. */
public final class Deployments implements AutoCloseable {
    /** Since this controller started, and the last one before. */
    public static final int KEPT = 20;

    static final String KIND = "deploy";
    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);

    private final Tier tier;
    private final WebHosts hosts;
    private final Journal journal;
    private final Turn turn;
    private final Pace pace;
    private final OperationBook operations;
    private final BiConsumer<String, String> events;
    private final Map<String, Deployment> known = new LinkedHashMap<>();
    private @Nullable Rollout running;
    private @Nullable Thread thread;
    private volatile boolean attended;
    private boolean closed;

    /** @param events hears type and sentence */
    public Deployments(
            Tier tier,
            WebHosts hosts,
            Journal journal,
            Turn turn,
            Pace pace,
            OperationBook operations,
            BiConsumer<String, String> events) {
        this.tier = tier;
        this.hosts = hosts;
        this.journal = journal;
        this.turn = turn;
        this.pace = pace;
        this.operations = operations;
        this.events = events;
    }

    /** Newest first. */
    public synchronized List<Deployment> all() {
        return List.copyOf(known.values()).reversed();
    }

    public synchronized Optional<Deployment> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** Servers that a deployment took out and could not put back, and that are out of service still. */
    public Set<String> leftOut(String backend) {
        Set<String> left = new TreeSet<>();
        all().stream()
                .filter(deployment -> deployment.order().backend().equals(backend))
                .findFirst()
                .filter(deployment -> deployment.phase().ended())
                .ifPresent(last -> left.addAll(last.leftOut()));
        left.removeIf(server -> tier.wanted(backend, server) == ServerMode.READY);
        return left;
    }

    /**
     * When files were last changed on purpose; empty while they are, and to a controller that does not lead and so cannot
     * know; {@link Instant#EPOCH} if they never were.
     */
    Optional<Instant> quietSince(String backend) {
        if (!knows()) {
            return Optional.empty();
        }
        return all().stream()
                .filter(deployment -> deployment.order().backend().equals(backend))
                .findFirst()
                .map(last -> last.phase().ended() ? Optional.of(last.updatedAt()) : Optional.<Instant>empty())
                .orElse(Optional.of(Instant.EPOCH));
    }

    /** Why it could not be done now; blocks while every server is asked. */
    public List<Blocker> blockers(Order order) throws InterruptedException {
        return Preflight.of(order, tier, hosts, leftOut(order.backend())).blockers();
    }

    /** What came of asking for a deployment. */
    public sealed interface Answer {}

    public record Begun(Deployment deployment) implements Answer {}

    public record Refused(List<Blocker> blockers) implements Answer {}

    /** @param by whose turn it is */
    public record Busy(String by) implements Answer {}

    /** Blocks while every server is asked, and until its beginning is journaled. */
    public Answer begin(String id, Order order, String caller) throws InterruptedException, IOException {
        Optional<String> busy = turn.take("the deployment " + id);
        if (busy.isPresent()) {
            return new Busy(busy.get());
        }
        boolean goesOn = false;
        try {
            Preflight preflight = Preflight.of(order, tier, hosts, leftOut(order.backend()));
            if (!preflight.blockers().isEmpty()) {
                return new Refused(preflight.blockers());
            }
            Deployment begun = begun(id, order, caller, preflight.targets());
            journal.write(begun);
            start(begun);
            goesOn = true;
            return new Begun(begun);
        } finally {
            if (!goesOn) {
                turn.give();
            }
        }
    }

    private Deployment begun(String id, Order order, String caller, List<Target> targets) {
        Instant now = pace.now();
        return new Deployment(id, order, caller, Phase.RUNNING, "", now, now, targets);
    }

    /** @return whether it was running here */
    public synchronized boolean cancel(String id, String caller) {
        boolean mine = running != null && running.progress().now().id().equals(id);
        if (mine && running != null) {
            running.cancel("cancelled by " + caller);
        }
        return mine;
    }

    /** Asked every second or so: who has come to lead looks into the journal, once. */
    public void attend() {
        if (!tier.leads()) {
            attended = false;
            return;
        }
        if (!attended) {
            try {
                resume(journal.last(Deployment.class));
            } catch (IOException | MalformedMessage e) {
                LOG.atWarn()
                        .addKeyValue("rule", "deploy")
                        .addKeyValue("reason", e.getMessage())
                        .log("The journal of deployments could not be read.");
            }
        }
    }

    private void resume(Optional<Deployment> last) {
        if (last.isEmpty() || isRunning() || last.get().phase().ended()) {
            last.filter(deployment -> find(deployment.id()).isEmpty()).ifPresent(this::keep);
            attended = true;
            return;
        }
        if (turn.take("the deployment " + last.get().id()).isEmpty()) {
            attended = true;
            events.accept(
                    "deployment.resumed",
                    "the deployment of " + last.get().order().version() + " was interrupted and goes on: "
                            + last.get().targets().stream()
                                    .map(target -> target.server() + " "
                                            + target.step().name().toLowerCase(java.util.Locale.ROOT))
                                    .toList());
            start(last.get());
        }
    }

    private synchronized boolean knows() {
        return tier.leads() && (attended || running != null);
    }

    private synchronized boolean isRunning() {
        return running != null;
    }

    private synchronized void start(Deployment begun) {
        operations.begin(operation(begun), "", begun.requestedBy(), begun.startedAt());
        keep(begun);
        Rollout rollout = new Rollout(
                tier, hosts, pace, new Progress(begun, journal, () -> tier.leads() && !closed, pace, this::told));
        running = rollout;
        thread = Thread.ofVirtual().name("deployment").start(() -> carryOut(rollout));
    }

    private void carryOut(Rollout rollout) {
        try {
            rollout.run();
            Deployment end = rollout.progress().now();
            events.accept(
                    "deployment." + word(end.phase()), "version " + end.order().version() + ": " + end.sentence());
        } catch (Deposed e) {
            interrupted(rollout, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            interrupted(rollout, "this controller is stopping");
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("rule", "deploy").setCause(e).log("A deployment broke off.");
            interrupted(rollout, "it broke off: " + e);
        } finally {
            synchronized (this) {
                running = null;
                attended = false;
            }
            turn.give();
        }
    }

    /** It is not over: the journal has it, and whoever leads goes on. */
    private void interrupted(Rollout rollout, String why) {
        Deployment now = rollout.progress().now();
        LOG.atWarn()
                .addKeyValue("rule", "deploy")
                .addKeyValue("deployment", now.id())
                .addKeyValue("reason", why)
                .log("A deployment is interrupted; whoever leads goes on with it.");
    }

    private void told(Deployment now) {
        keep(now);
        operations.progress("", operation(now), now.updatedAt());
    }

    private synchronized void keep(Deployment deployment) {
        known.put(deployment.id(), deployment);
        if (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private static Operation operation(Deployment now) {
        State state = switch (now.phase()) {
            case RUNNING, ROLLING_BACK -> State.RUNNING;
            case DONE -> State.DONE;
            case ROLLED_BACK -> State.ROLLED_BACK;
            case FAILED -> State.FAILED;
        };
        return new Operation(now.id(), KIND, state, sentence(now), List.of(), "");
    }

    private static String sentence(Deployment now) {
        if (now.phase().ended()) {
            return now.sentence();
        }
        String hands = String.join(
                ", ",
                now.targets().stream()
                        .filter(Deployments::isInHand)
                        .map(target -> target.server() + " " + word(target.step()))
                        .toList());
        return now.phase() == Phase.ROLLING_BACK ? "going back: " + now.sentence() + "; " + hands : hands;
    }

    private static boolean isInHand(Target target) {
        return switch (target.step()) {
            case DRAINING, DEPLOYING, CHECKING, READYING, GOING_BACK -> true;
            case WAITING, DONE, BACK, LEFT_OUT -> false;
        };
    }

    /** As the API writes it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a text may be a version. */
    public static boolean isVersion(String text) {
        return Application.isVersion(text);
    }

    /** What runs is interrupted: the journal has it. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = thread;
        }
        if (last != null) {
            last.interrupt();
        }
    }
}
