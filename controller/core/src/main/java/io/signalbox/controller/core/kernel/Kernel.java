package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.analysis.Analysis;
import io.signalbox.controller.core.analysis.Evidence;
import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.analysis.ProblemKind;
import io.signalbox.controller.core.decision.Act;
import io.signalbox.controller.core.decision.Decision;
import io.signalbox.controller.core.decision.Judge;
import io.signalbox.controller.core.decision.Recollection;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.execution.Desk;
import io.signalbox.controller.core.execution.Failover;
import io.signalbox.controller.core.execution.Outcome;
import io.signalbox.controller.core.execution.Promotion;
import io.signalbox.controller.core.execution.Rollback;
import io.signalbox.controller.core.execution.Teacher;
import io.signalbox.controller.core.observation.Observations;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import io.signalbox.controller.core.view.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides for one cluster. Single-threaded and deterministic: the same events give the same effects. */
public final class Kernel {
    /** One event can end one procedure and begin the next; not so often. */
    private static final int ROUNDS = 8;

    private final ClusterSettings settings;
    private final Observations observations = new Observations();
    private final Recollection memory = new Recollection();
    private final Desk desk;
    private final Docket docket;
    private final Teacher teacher;
    private final Aftermath aftermath;
    private final StoreTrust trust = new StoreTrust();
    private final Requests requests;
    private List<Problem> problems = List.of();
    private Decision decision = new Decision(Optional.empty(), List.of(), "not in office", List.of());
    private List<JournalEntry> inherited = List.of();
    private Office office = Office.OUT;
    private long term;
    private Optional<Intent.Adopt> adopting = Optional.empty();

    /** Whether this controller leads. */
    private enum Office {
        OUT,
        /** The term is being written into the record; nothing is sent or decided before that is durable. */
        ENTERING,
        IN
    }

    public Kernel(ClusterSettings settings) {
        this.settings = settings;
        ClusterRecord blank = ClusterRecord.blank(settings.cluster());
        Time never = new Time(Duration.ZERO, Instant.EPOCH);
        this.desk = new Desk(settings, memory, blank, Topology.of(never, settings, blank, observations));
        this.docket = new Docket(desk);
        this.teacher = new Teacher(desk);
        this.aftermath = new Aftermath(desk, docket);
        this.requests = new Requests(desk, docket);
    }

    /** Takes one event and returns what must be done about it, in order. */
    public List<Effect> handle(Event event) {
        if (observations.absorb(event)) {
            memory.forgetWaits();
        }
        look(event.at());
        absorb(event);
        lookAgain();
        work();
        return desk.drain();
    }

    private void look(Time now) {
        desk.look(Topology.of(now, settings, desk.record(), observations));
    }

    /** Within one event nothing that is seen changes but the record. */
    private void lookAgain() {
        if (!desk.topology().record().equals(desk.record())) {
            look(desk.now());
        }
    }

    private void absorb(Event event) {
        switch (event) {
            case Event.TookOffice e -> takeOffice(e);
            case Event.LostOffice e -> stepDown(e.reason());
            case Event.Shown e -> shown(e.record());
            case Event.Written e -> written(e.record());
            case Event.Conflicted e -> conflicted(e.found());
            case Event.StoreFailed e -> stepDown("the store failed: " + e.reason());
            case Event.Answered e -> answered(e.answer());
            case Event.Unanswered e -> desk.unanswered(e.commandId(), e.reason());
            case Event.Requested e -> requested(e.intent());
            case Event.Ticked e -> {}
            case Event.Linked e -> {}
            case Event.Unlinked e -> {}
            case Event.Reported e -> compare(e.report());
        }
    }

    // ---- office

    private void takeOffice(Event.TookOffice e) {
        clear();
        inherited = e.journal();
        aftermath.inherit(inherited);
        term = e.term();
        office = Office.ENTERING;
        trust.begin(term, e.record());
        desk.takeOffice(term, e.record().rev() == 0 ? ClusterRecord.blank(settings.cluster()) : e.record());
    }

    /** The store goes on without this leader: what agents know of others says nothing against it. */
    private void stepDown(String reason) {
        leaveOffice(reason);
        trust.rest();
    }

    private void leaveOffice(String reason) {
        if (office != Office.OUT) {
            desk.tell("office.lost", "this controller leads no more: " + reason);
        }
        office = Office.OUT;
        clear();
    }

    private void clear() {
        docket.clear();
        teacher.clear();
        memory.clear();
        desk.router().clear();
    }

    /** For people: nothing is decided upon it, and whoever takes office reads it anew. */
    private void shown(ClusterRecord record) {
        if (office == Office.OUT) {
            desk.adopt(term, record);
        }
    }

    private void written(ClusterRecord record) {
        if (office == Office.OUT) {
            return;
        }
        desk.written(record);
        if (office == Office.ENTERING) {
            office = Office.IN;
            adopted();
            desk.tell("office.taken", "this controller leads", "term", String.valueOf(term));
            resume();
        }
    }

    /** The record is not what this leader thought: whatever it was doing ends, and begins again from what was found. */
    private void conflicted(ClusterRecord found) {
        adopting.ifPresent(requests::notAdopted);
        adopting = Optional.empty();
        if (found.term() > term) {
            stepDown("another leader wrote term " + found.term());
            return;
        }
        boolean entering = office == Office.ENTERING;
        docket.clear();
        teacher.clear();
        desk.router().clear();
        desk.adopt(term, found);
        trust.begin(term, found);
        if (entering) {
            desk.takeOffice(term, found);
        } else {
            resume();
        }
    }

    /** Goes on with, or rolls back, what the record says was begun. */
    private void resume() {
        lookAgain();
        Run run = desk.record().run();
        switch (run.kind()) {
            case NONE -> {}
            case FAILOVER -> docket.begin(Failover.resumed(desk, inherited));
            case PROMOTE -> docket.begin(new Promotion(desk, inherited));
            case SWITCHOVER, ROLLBACK -> docket.begin(new Rollback(desk, run));
        }
        if (run.kind() != Run.Kind.NONE) {
            aftermath.resumed(run);
            desk.tell(
                    "run.resumed",
                    "resumes " + run.id(),
                    "run",
                    run.id(),
                    "kind",
                    run.kind().name());
        }
    }

    private void answered(Answer answer) {
        Optional<Outcome> outcome = desk.answered(answer);
        if (outcome.isPresent()
                && outcome.get() instanceof Outcome.Refused refused
                && refused.code() == Answer.Refusal.TOKEN_IS_OLD) {
            leaveOffice(answer.server() + " obeys a newer leader, or this store has gone back: " + refused.sentence());
        }
    }

    // ---- a store that may have gone back

    private void compare(Report report) {
        if (trust.look(report, desk.record(), desk.latestToken(report.server()))) {
            desk.tell("store.doubted", trust.sentence(), "server", report.server());
            askTheStore();
        }
    }

    /** The store may have gone on without this leader rather than back: the same record once more, and it says so. */
    private void askTheStore() {
        if (office == Office.IN) {
            desk.rewrite();
        }
    }

    private void requested(Intent intent) {
        if (intent instanceof Intent.Adopt adopt) {
            adopt(adopt);
        } else {
            requests.take(intent, office == Office.IN, trust);
        }
    }

    private void adopt(Intent.Adopt intent) {
        Adoption adoption = new Adoption(desk.topology(), trust, intent);
        if (requests.adoptable(intent, adoption)) {
            clear();
            ClusterRecord record = adoption.record();
            term = record.term();
            office = Office.ENTERING;
            adopting = Optional.of(intent);
            desk.takeOfficeWith(record);
        }
    }

    private void adopted() {
        adopting.ifPresent(i -> {
            trust.begin(term, desk.record());
            requests.adopted(i);
        });
        adopting = Optional.empty();
    }

    // ---- work

    private void work() {
        if (trust.doubted()) {
            hold();
            return;
        }
        if (office != Office.IN) {
            problems = Analysis.of(desk.topology());
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            boolean ended = aftermath.of(docket.advance());
            lookAgain();
            boolean began = docket.main().isEmpty() && decide();
            if (!ended && !began) {
                break;
            }
        }
        keepRouted();
    }

    /** Nothing is begun, gone on with, routed or taught. */
    private void hold() {
        docket.clear();
        teacher.clear();
        desk.router().clear();
        problems = Stream.concat(Stream.of(trust.problem(desk.topology())), Analysis.of(desk.topology()).stream())
                .toList();
        decision = new Decision(Optional.empty(), List.of(), trust.sentence(), List.of());
    }

    /** Judges what is seen; true if something began. */
    private boolean decide() {
        problems = seen();
        decision = Judge.decide(desk.topology(), problems, memory);
        aftermath.judged(decision);
        if (decision.act().isPresent()) {
            return begin(decision.act().get());
        }
        boolean began = false;
        for (Act repair : decision.repairs()) {
            began |= begin(repair);
        }
        return began;
    }

    /** What the reports show, and what this leader learnt of servers that only a copy helps. */
    private List<Problem> seen() {
        Stream<Problem> diverged = desk.topology().others().stream()
                .flatMap(s -> memory
                        .diverged(s.name())
                        .map(why -> new Problem(
                                ProblemKind.DIVERGED,
                                s.name(),
                                s.name() + ": " + ProblemKind.DIVERGED.meaning() + " (" + why + ")",
                                List.of(new Evidence(
                                        s.name(), Evidence.Says.NOTHING, "its transactions", why, s.age()))))
                        .stream());
        return Stream.concat(Analysis.of(desk.topology()).stream(), diverged)
                .sorted(Comparator.comparing(Problem::kind).thenComparing(Problem::server))
                .toList();
    }

    private boolean begin(Act act) {
        boolean began = docket.begin(act);
        if (began) {
            aftermath.began(act);
        }
        return began;
    }

    /** What nothing in progress takes care of: the route to an open primary, and what the agents know. */
    private void keepRouted() {
        if (docket.main().isEmpty()) {
            desk.topology()
                    .primary()
                    .filter(ServerSight::open)
                    .filter(p -> desk.record().run().kind() == Run.Kind.NONE && !memory.resting())
                    .ifPresent(p -> desk.router().want(p.name(), true));
            teacher.teach();
        }
        desk.router().reconcile();
    }

    /** What was wrong after the last event, most urgent first. */
    public List<Problem> problems() {
        return problems;
    }

    /** The picture after the last event. */
    public ClusterView view() {
        return new Portrait(desk, docket, problems, decision, aftermath.receipts(), office == Office.IN).paint();
    }
}
