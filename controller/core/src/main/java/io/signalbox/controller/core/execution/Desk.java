package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.decision.Recollection;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Everything a procedure works with: what is seen, what is recorded, and one ordered list of what is wanted. */
public final class Desk {
    private final ClusterSettings settings;
    private final Recollection memory;
    private final Commands commands = new Commands();
    private final Ledger ledger;
    private final Router router;
    private final List<Effect> wanted = new ArrayList<>();
    private Topology topology;

    public Desk(ClusterSettings settings, Recollection memory, ClusterRecord blank, Topology topology) {
        this.settings = settings;
        this.memory = memory;
        this.ledger = new Ledger(blank);
        this.topology = topology;
        this.router = new Router(this);
    }

    // ---- what is seen

    public ClusterSettings settings() {
        return settings;
    }

    public Recollection memory() {
        return memory;
    }

    public Topology topology() {
        return topology;
    }

    public Time now() {
        return topology.now();
    }

    public ClusterRecord record() {
        return ledger.record();
    }

    public Router router() {
        return router;
    }

    public void look(Topology seen) {
        topology = seen;
    }

    /** The recorded primary, which the caller knows to exist. */
    ServerSight primary() {
        return topology.primary().orElseThrow();
    }

    static Order.Endpoint endpoint(ServerSight s) {
        return new Order.Endpoint(s.name(), s.server().host(), s.server().mysqlPort());
    }

    // ---- what is wanted

    /** Everything wanted since the last call, in the order in which it must be done. */
    public List<Effect> drain() {
        List<Effect> effects = List.copyOf(wanted);
        wanted.clear();
        return effects;
    }

    void journal(JournalEntry entry) {
        wanted.add(new Effect.Journal(entry));
    }

    public void progress(Effect.Operation operation) {
        wanted.add(new Effect.Progress(operation));
    }

    /** @param facts names and values, alternately */
    public void tell(String type, String sentence, String... facts) {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (int i = 0; i + 1 < facts.length; i += 2) {
            pairs.put(facts[i], facts[i + 1]);
        }
        wanted.add(new Effect.Tell(type, sentence, pairs));
    }

    /** Sends under a new token; answers the command's id. */
    String send(String server, Order order) {
        Effect.Send send =
                commands.issue(settings.cluster(), record().epoch(), server, order, Deadlines.of(order, settings));
        wanted.add(send);
        return send.command().id();
    }

    public Token latestToken(String server) {
        return commands.latest(server);
    }

    Outcome outcome(String commandId) {
        return commands.outcome(commandId);
    }

    void forget(String commandId) {
        commands.forget(commandId);
    }

    /** A command to {@code server} is on its way, or being obeyed. */
    public boolean busy(String server) {
        return commands.busy(server);
    }

    /** The record that will be written, or empty while another write is in flight. */
    Optional<ClusterRecord> write(UnaryOperator<ClusterRecord> change) {
        Optional<Effect.WriteRecord> write = ledger.write(change);
        write.ifPresent(wanted::add);
        return write.map(Effect.WriteRecord::record);
    }

    /** A write is on its way: what is recorded may have changed already. */
    public boolean writing() {
        return ledger.writing();
    }

    /** A new leader's first act. */
    public void takeOffice(long term, ClusterRecord found) {
        commands.begin(term);
        ledger.adopt(found);
        wanted.clear();
        write(r -> Amend.of(r).term(term).unchanged().done());
    }

    /** Writes what is recorded once more: a conflict tells that somebody else wrote. */
    public void rewrite() {
        write(r -> Amend.of(r).unchanged().done());
    }

    /** Takes office anew with a record that agents know and the store does not: it replaces what the store has. */
    public void takeOfficeWith(ClusterRecord adopted) {
        ClusterRecord stored = record();
        commands.begin(adopted.term());
        ledger.adopt(stored);
        wanted.clear();
        write(r -> adopted);
    }

    // ---- what came back

    public void written(ClusterRecord record) {
        ledger.written(record);
    }

    /** Nothing sent before is waited for, nothing written is believed. */
    public void adopt(long term, ClusterRecord found) {
        commands.begin(term);
        ledger.adopt(found);
    }

    public Optional<Outcome> answered(Answer answer) {
        return commands.answered(answer);
    }

    public void unanswered(String commandId, String reason) {
        commands.unanswered(commandId, reason);
    }
}
