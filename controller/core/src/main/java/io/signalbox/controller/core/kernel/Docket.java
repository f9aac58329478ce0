package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.decision.Act;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.execution.Bootstrap;
import io.signalbox.controller.core.execution.Desk;
import io.signalbox.controller.core.execution.Doubt;
import io.signalbox.controller.core.execution.Failover;
import io.signalbox.controller.core.execution.GoAlone;
import io.signalbox.controller.core.execution.Join;
import io.signalbox.controller.core.execution.Leave;
import io.signalbox.controller.core.execution.Lower;
import io.signalbox.controller.core.execution.Procedure;
import io.signalbox.controller.core.execution.Prove;
import io.signalbox.controller.core.execution.Raise;
import io.signalbox.controller.core.execution.Reclone;
import io.signalbox.controller.core.execution.Rejoin;
import io.signalbox.controller.core.execution.Reopen;
import io.signalbox.controller.core.execution.Single;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The procedures in progress: at most one on the whole cluster, which ends all repairs when it begins; at most one
 * repair for each server; any number of changes that touch no database.
 */
final class Docket {
    /** What stopped short of its goal is not begun again before. */
    private static final Duration BREATH = Duration.ofSeconds(2);

    /** A copy that broke off is begun again after this, after twice this, and so on. */
    private static final Duration COPY_PAUSE = Duration.ofSeconds(10);

    private static final Duration LONGEST_COPY_PAUSE = Duration.ofMinutes(5);

    /** A server's reports may be older than what a repair has just done to it for so long. */
    private static final Duration ECHO = Duration.ofMillis(400);

    /** Repairs of the record's promise are on no server: one at a time. */
    private static final String PROMISE = " promise";

    private final Desk desk;
    private final SortedMap<String, Procedure> repairs = new TreeMap<>();
    private final List<Procedure> changes = new ArrayList<>();
    private final Map<String, Time> notBefore = new HashMap<>();
    private final Map<String, Duration> copyPauses = new HashMap<>();
    private final List<Procedure> preempted = new ArrayList<>();
    private Optional<Procedure> main = Optional.empty();

    Docket(Desk desk) {
        this.desk = desk;
    }

    void clear() {
        main = Optional.empty();
        repairs.clear();
        changes.clear();
        preempted.clear();
        notBefore.clear();
        copyPauses.clear();
    }

    Optional<Procedure> main() {
        return main;
    }

    Stream<Procedure> all() {
        return Stream.of(main.stream(), repairs.values().stream(), changes.stream())
                .flatMap(s -> s);
    }

    /** Begins a procedure on the whole cluster, whatever else is going on; one that was in progress ends. */
    void begin(Procedure procedure) {
        repairs.clear();
        main.filter(p -> p.state() == Procedure.State.RUNNING).ifPresent(p -> {
            p.preempt("the plan " + procedure.id() + " took its place");
            preempted.add(p);
        });
        main = Optional.of(procedure);
    }

    void beginChange(Procedure change) {
        changes.add(change);
    }

    /** Begins what was decided, unless the same stopped a moment ago; true if something began. */
    boolean begin(Act act) {
        String key = act.getClass().getSimpleName() + (act instanceof Act.OnServer s ? s.server() : "");
        if (tooEarly(key) || (act instanceof Act.OnServer s && tooEarly(s.server()))) {
            return false;
        }
        if (act instanceof Act.Reattach a && desk.busy(a.server())) {
            return false; // it may be following already
        }
        return switch (act) {
            case Act.OnCluster a -> {
                begin(procedure(a));
                yield true;
            }
            case Act.Restart a -> !recloning(a.server()) && restart(a);
            case Act.OnServer a ->
                !(a instanceof Act.Leave && raising())
                        && !recloning(a.server())
                        && !(a instanceof Act.Reclone && copying())
                        && repairs.putIfAbsent(a.server(), procedure(a)) == null;
            case Act.Prove a -> !joining() && repairs.putIfAbsent(PROMISE, new Prove(desk, id("prove"))) == null;
            case Act.Raise a ->
                !joining() && !leaving() && repairs.putIfAbsent(PROMISE, new Raise(desk, id("raise"), a.to())) == null;
        };
    }

    /** Whatever else is being done to a server that does not answer would wait for its answer. */
    private boolean restart(Act.Restart a) {
        boolean begun = on(a.server()).filter(p -> p.plan() == Plan.RESTART).isPresent();
        if (!begun) {
            repairs.put(a.server(), procedure(a));
        }
        return !begun;
    }

    /** What else sets the primary's count would take back what a Raise has just set. */
    private boolean raising() {
        return repairs.values().stream().anyMatch(p -> p.plan() == Plan.RAISE);
    }

    /** An operator asked for it: it is no repair, and nothing else is done to the server meanwhile. */
    private boolean recloning(String server) {
        return changes.stream()
                .anyMatch(p -> p instanceof Reclone r && r.server().equals(server));
    }

    /** One copy at a time: a donor serves one, and each takes disk and network from the clients. */
    private boolean copying() {
        return all().anyMatch(p -> p instanceof Reclone r && !r.waitsForRoom());
    }

    /** Something is being done to {@code server} already. */
    Optional<Procedure> on(String server) {
        return Stream.concat(
                        Stream.ofNullable(repairs.get(server)),
                        changes.stream()
                                .filter(p ->
                                        p instanceof Reclone r && r.server().equals(server)))
                .findFirst();
    }

    private boolean leaving() {
        return repairs.values().stream().anyMatch(p -> p.plan() == Plan.LEAVE);
    }

    private boolean tooEarly(String key) {
        Time earliest = notBefore.get(key);
        return earliest != null && earliest.monotonic().compareTo(desk.now().monotonic()) > 0;
    }

    /** A server that was just recorded and is not attached yet would make the proof wait. */
    private boolean joining() {
        return repairs.values().stream()
                .anyMatch(p -> p.plan() == Plan.JOIN
                        && (p.step().equals("record") || p.step().equals("acknowledge")));
    }

    private Procedure procedure(Act.OnCluster act) {
        return switch (act) {
            case Act.Bootstrap a -> new Bootstrap(desk, id("bootstrap"), a.first(), "");
            case Act.Reopen a -> new Reopen(desk, id("reopen"));
            case Act.GoAlone a -> new GoAlone(desk, id("go-alone"));
            case Act.Doubt a -> new Doubt(desk, id("doubt"));
            case Act.Lower a -> new Lower(desk, id("lower"), a.to());
            case Act.Failover a ->
                new Failover(
                        desk,
                        new Run(Run.Kind.FAILOVER, id("failover"), desk.record().primary(), "", a.cause(), ""),
                        a.fence(),
                        false);
        };
    }

    private Procedure procedure(Act.OnServer act) {
        String id = id(act.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + "-" + act.server());
        return switch (act) {
            case Act.Join a -> new Join(desk, id, a.server());
            case Act.Leave a -> new Leave(desk, id, a.server(), a.cause());
            case Act.Rejoin a -> new Rejoin(desk, id, a.server());
            case Act.Reclone a -> new Reclone(desk, id, a.server(), a.cause(), false);
            case Act.Reattach a -> new Single(desk, Plan.REATTACH, id, a.server());
            case Act.Admit a -> new Single(desk, Plan.ADMIT, id, a.server());
            case Act.Start a -> new Single(desk, Plan.START, id, a.server());
            case Act.Restart a -> new Single(desk, Plan.RESTART, id, a.server());
        };
    }

    /** Unique, as no two things of one kind begin at the same rev and instant. */
    String id(String kind) {
        return kind + "-" + desk.record().term() + "." + desk.record().rev() + "."
                + desk.now().monotonic().toMillis();
    }

    /** Lets every procedure get on; answers those that ended, in order, and forgets them. */
    List<Procedure> advance() {
        if (main.isEmpty() && repairs.isEmpty() && changes.isEmpty()) {
            return List.of();
        }
        all().filter(this::mayAdvance).toList().forEach(Procedure::advance);
        List<Procedure> ended = Stream.concat(preempted.stream(), all())
                .filter(p -> p.state() != Procedure.State.RUNNING)
                .toList();
        preempted.clear();
        if (main.filter(ended::contains).isPresent()) {
            main = Optional.empty();
            desk.memory().forgetWaits(); // what is seen now may be older than what was just done
        }
        for (Iterator<Map.Entry<String, Procedure>> it = repairs.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<String, Procedure> repair = it.next();
            if (repair.getValue().state() != Procedure.State.RUNNING) {
                rest(repair.getKey(), repair.getValue());
                notBefore.put(repair.getKey(), desk.now().plus(ECHO));
                it.remove();
            }
        }
        changes.removeIf(p -> p.state() != Procedure.State.RUNNING);
        ended.stream().filter(p -> p.state() == Procedure.State.STOPPED).forEach(p -> rest("", p));
        return ended;
    }

    /** A repair that was ended may have a write on its way: what takes its place must not act on the record of before. */
    private boolean mayAdvance(Procedure p) {
        boolean begins = p.begun().isEmpty();
        return !begins || !desk.writing() || main.filter(p::equals).isEmpty();
    }

    private void rest(String server, Procedure p) {
        if (p.state() == Procedure.State.STOPPED) {
            notBefore.put(
                    actOf(p.plan()) + (server.equals(PROMISE) ? "" : server),
                    desk.now().plus(breath(server, p)));
        } else {
            copyPauses.remove(server);
        }
    }

    /** Each copy drops what the one before had brought, and takes as much of the donor. */
    private Duration breath(String server, Procedure p) {
        if (server.isEmpty() || !(p instanceof Reclone r) || !r.brokeOff()) {
            return BREATH;
        }
        Duration twice =
                copyPauses.getOrDefault(server, COPY_PAUSE.dividedBy(2)).multipliedBy(2);
        Duration pause = twice.compareTo(LONGEST_COPY_PAUSE) < 0 ? twice : LONGEST_COPY_PAUSE;
        copyPauses.put(server, pause);
        return pause;
    }

    /** The act that begins this plan, by its name. */
    private static String actOf(Plan plan) {
        StringBuilder name = new StringBuilder();
        for (String word : plan.word().split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}
