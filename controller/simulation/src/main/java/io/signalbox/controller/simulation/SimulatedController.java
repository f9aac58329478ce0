package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A controller's process: the shipped kernel, fed one event at a time, its effects performed in order. A store effect
 * is durable before the next effect begins, and one that fails ends the list; the process may die between any two.
 */
final class SimulatedController {
    private static final long LOOKS = 100 * Schedule.MILLI;
    private static final long DIALS = 100 * Schedule.MILLI;
    private static final long DIALS_AT_MOST = 700 * Schedule.MILLI;
    private static final long SILENT = 3 * Schedule.SECOND;
    private static final long STORES = 200;
    private static final long STORES_USUAL = 900;
    private static final long STORES_SLOWEST = 80 * Schedule.MILLI;
    private static final long OUT_OF_OFFICE = 700 * Schedule.MILLI;

    private final World world;
    private final String name;
    private final Schedule schedule;
    private final Chance chance;
    private final Attention attention;
    private final ControllerClock clock;
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, Long> heardOf = new HashMap<>();
    private final Map<String, String> pending = new LinkedHashMap<>();
    private final Map<String, String> begun = new LinkedHashMap<>();
    private final Deque<Function<Time, Event>> inbox = new ArrayDeque<>();
    private Mind.@Nullable OfController mind;
    private boolean busy;
    private boolean deposed;
    private long life;
    private long looked;
    private long dieAfter = Long.MAX_VALUE;
    private boolean storeFails;

    SimulatedController(World world, String name) {
        this.world = world;
        this.name = name;
        this.schedule = world.schedule();
        this.chance = world.chance();
        this.attention = new Attention(schedule);
        this.clock =
                new ControllerClock(schedule, world.chance(), world.weather().drift());
    }

    String name() {
        return name;
    }

    boolean up() {
        return mind != null;
    }

    /** Up, and given its turns. */
    boolean attends() {
        return up() && !attention.lapsed();
    }

    /** Up, and the last that took office. */
    boolean leads() {
        return up() && !deposed;
    }

    // --- life

    void start() {
        life++;
        deposed = false;
        dieAfter = Long.MAX_VALUE;
        storeFails = false;
        busy = false;
        mind = world.setup().controllers().make(world.settings());
        begun.clear();
        takeOffice();
        tick();
        world.agents().forEach(agent -> dial(agent, chance.between(1000, DIALS)));
        world.agents().forEach(this::listen);
    }

    private void takeOffice() {
        long term = world.store().nextTerm();
        ClusterRecord record = world.store().record();
        world.trace(name, "takes office with term ", term);
        post(at -> new Event.TookOffice(
                at, term, record, world.store().journal(record.run().id())));
    }

    void crash() {
        if (mind != null) {
            world.trace(name, "controller killed");
            mind = null;
            life++;
            inbox.clear();
            pending.clear();
            for (Link link : List.copyOf(links.values())) {
                link.broken();
            }
            links.clear();
        }
    }

    /** Dies after so many more effects. */
    void crashAfter(long effects) {
        dieAfter = effects;
    }

    /** The next write to the store fails. */
    void failStore() {
        storeFails = true;
    }

    /** Another one leads; this one hears of it some time later, or never. */
    void depose(long hearsAfter) {
        deposed = true;
        later(hearsAfter, () -> post(at -> new Event.LostOffice(at, "another controller leads")));
    }

    void ask(Intent intent) {
        post(at -> new Event.Requested(at, intent));
    }

    /** A collection, or a suspended host: nothing is done, and nothing is lost. */
    void pause(long micros) {
        world.trace(name, "controller stands still");
        attention.stopFor(micros);
    }

    ControllerClock clock() {
        return clock;
    }

    private void later(long delay, Runnable act) {
        long mine = life;
        schedule.after(
                delay,
                () -> attention.give(() -> {
                    if (life == mine && mind != null) {
                        act.run();
                    }
                }));
    }

    private void tick() {
        later(world.weather().tick(), () -> {
            post(Event.Ticked::new);
            if (mind != null && schedule.now() >= looked + LOOKS) {
                looked = schedule.now();
                world.coverage().problems(mind.problems());
            }
            tick();
        });
    }

    // --- links

    private void dial(SimulatedAgent agent, long delay) {
        later(delay, () -> {
            Link old = links.get(agent.name());
            boolean reached = world.network().openBothWays(name, agent.name()) && agent.up();
            if ((old == null || !old.alive()) && reached) {
                Link link = new Link(this, agent, world);
                links.put(agent.name(), link);
                heardOf.put(agent.name(), schedule.now());
                post(at -> new Event.Linked(at, agent.name()));
                agent.linked(link);
            } else if (old == null || !old.alive()) {
                dial(agent, chance.between(DIALS, DIALS_AT_MOST));
            }
        });
    }

    /** A link on which nothing is heard is given up. */
    private void listen(SimulatedAgent agent) {
        later(SILENT / 6, () -> {
            Link link = links.get(agent.name());
            if (link != null && schedule.now() - heardOf.getOrDefault(agent.name(), 0L) > SILENT) {
                broke(link, "silent");
            }
            listen(agent);
        });
    }

    void broke(Link link, String reason) {
        String server = link.agentName();
        if (mind != null && links.get(server) == link) {
            links.remove(server);
            link.broken();
            post(at -> new Event.Unlinked(at, server, reason));
            List.copyOf(pending.entrySet()).stream()
                    .filter(entry -> entry.getValue().equals(server))
                    .forEach(entry -> giveUp(entry.getKey(), server, "the link broke: " + reason));
            world.agents().stream()
                    .filter(agent -> agent.name().equals(server))
                    .forEach(agent -> dial(agent, chance.between(DIALS, DIALS_AT_MOST)));
        }
    }

    void reported(Link link, Report report) {
        attention.give(() -> reportRead(link, report));
    }

    private void reportRead(Link link, Report report) {
        if (links.get(link.agentName()) == link) {
            heardOf.put(link.agentName(), schedule.now());
            post(at -> new Event.Reported(at, report));
        }
    }

    void answered(Link link, Answer answer) {
        attention.give(() -> answerRead(link, answer));
    }

    private void answerRead(Link link, Answer answer) {
        if (links.get(link.agentName()) == link && pending.remove(answer.commandId()) != null) {
            post(at -> new Event.Answered(at, answer));
        }
    }

    private void giveUp(String command, String server, String reason) {
        if (pending.remove(command) != null) {
            post(at -> new Event.Unanswered(at, command, server, reason));
        }
    }

    // --- the kernel's line

    private void post(Function<Time, Event> event) {
        if (mind != null) {
            inbox.add(event);
            goOn();
        }
    }

    private void goOn() {
        while (mind != null && !busy && !inbox.isEmpty()) {
            handle(inbox.remove());
        }
    }

    private void handle(Function<Time, Event> event) {
        if (mind != null) {
            Deque<Effect> effects = new ArrayDeque<>(mind.handle(event.apply(clock.time())));
            Deque<Function<Time, Event>> answers = new ArrayDeque<>();
            busy = true;
            perform(effects, answers);
        }
    }

    /** Performs until the list is empty or the store must be waited for; then handles the store's answers. */
    private void perform(Deque<Effect> effects, Deque<Function<Time, Event>> answers) {
        while (mind != null && !effects.isEmpty()) {
            if (dieAfter-- <= 0) {
                world.crashController(this);
                return;
            }
            Effect effect = effects.remove();
            switch (effect) {
                case Effect.WriteRecord write -> {
                    store(() -> written(write, effects, answers), () -> inDoubt(write));
                    return;
                }
                case Effect.Journal entry -> {
                    store(() -> journaled(entry, effects, answers), () -> {});
                    return;
                }
                case Effect.Send send -> send(send);
                case Effect.Tell tell -> told(tell);
                case Effect.Progress progress -> progressed(progress.operation());
            }
        }
        busy = false;
        Function<Time, Event> answer = answers.poll();
        if (answer != null) {
            handleWithRest(answer, answers);
        }
        goOn();
    }

    private void handleWithRest(Function<Time, Event> answer, Deque<Function<Time, Event>> rest) {
        Deque<Function<Time, Event>> first = new ArrayDeque<>(rest);
        while (!first.isEmpty()) {
            inbox.addFirst(first.removeLast());
        }
        handle(answer);
    }

    /**
     * The store takes its time; if this process dies meanwhile, it may do its work all the same, unless that store is no
     * more: a write names the state that it replaces.
     */
    private void store(Runnable done, Runnable orphaned) {
        long mine = life;
        int theirs = world.store().generation();
        long slowest = world.weather().slowest() * STORES_SLOWEST;
        schedule.after(
                chance.delay(STORES, STORES_USUAL, slowest),
                () -> attention.give(() -> {
                    if (life == mine && mind != null) {
                        done.run();
                    } else if (chance.oneIn(2) && world.store().generation() == theirs) {
                        orphaned.run();
                    }
                }));
    }

    private void inDoubt(Effect.WriteRecord write) {
        world.store().write(write.expectedRev(), write.record());
    }

    private void written(Effect.WriteRecord write, Deque<Effect> effects, Deque<Function<Time, Event>> answers) {
        if (failsNow(effects, answers)) {
            return;
        }
        if (world.store().write(write.expectedRev(), write.record())) {
            world.trace(name, "record ", write.record());
            answers.add(at -> new Event.Written(at, write.record()));
        } else {
            effects.clear();
            ClusterRecord found = world.store().record();
            answers.add(at -> new Event.Conflicted(at, write.record(), found));
        }
        perform(effects, answers);
    }

    private void journaled(Effect.Journal entry, Deque<Effect> effects, Deque<Function<Time, Event>> answers) {
        if (failsNow(effects, answers)) {
            return;
        }
        world.store().append(entry.entry());
        note(entry.entry());
        perform(effects, answers);
    }

    private void note(JournalEntry entry) {
        if (entry.phase() == JournalEntry.Phase.BEGUN) {
            begun.put(entry.run(), entry.plan() + "/" + entry.step());
        } else {
            begun.remove(entry.run());
        }
    }

    private boolean failsNow(Deque<Effect> effects, Deque<Function<Time, Event>> answers) {
        if (storeFails) {
            storeFails = false;
            world.trace(name, "the store fails");
            effects.clear();
            answers.add(at -> new Event.StoreFailed(at, "simulated"));
            perform(effects, answers);
            return true;
        }
        return false;
    }

    private void send(Effect.Send send) {
        Command command = send.command();
        world.trace(name, "to ", send.server(), ": ", command.token(), " e", command.epoch(), " ", command.order());
        world.judge().sent(command.order(), begun.values());
        pending.put(command.id(), send.server());
        Link link = links.get(send.server());
        if (link == null) {
            later(0, () -> giveUp(command.id(), send.server(), "not linked"));
            return;
        }
        link.command(command);
        later(Schedule.toMicros(send.deadline()), () -> giveUp(command.id(), send.server(), "no answer in time"));
    }

    private void progressed(Effect.Operation operation) {
        world.trace(name, operation.state(), " ", operation.sentence());
        operation.blockers().forEach(blocker -> world.coverage().blocked(blocker.code()));
    }

    private void told(Effect.Tell tell) {
        world.trace(name, tell.type(), ": ", tell.sentence());
        Optional.ofNullable(tell.facts().get("gate")).ifPresent(world.coverage()::shut);
        if (tell.type().equals("office.lost") && !deposed) {
            later(OUT_OF_OFFICE, this::takeOffice);
        }
    }
}
