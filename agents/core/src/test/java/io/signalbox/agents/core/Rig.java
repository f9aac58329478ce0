package io.signalbox.agents.core;

import io.signalbox.agents.core.AgentEffect.Abandon;
import io.signalbox.agents.core.AgentEffect.Act;
import io.signalbox.agents.core.AgentEffect.ApplyRoute;
import io.signalbox.agents.core.AgentEffect.CutTail;
import io.signalbox.agents.core.AgentEffect.KillMysqld;
import io.signalbox.agents.core.AgentEffect.Pause;
import io.signalbox.agents.core.AgentEffect.Remember;
import io.signalbox.agents.core.AgentEffect.Reply;
import io.signalbox.agents.core.AgentEffect.Say;
import io.signalbox.agents.core.AgentEffect.StartMysqld;
import io.signalbox.agents.core.AgentEffect.StopMysqld;
import io.signalbox.agents.core.AgentEffect.TurnAway;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A mind with nothing behind it: the test says what becomes of each effect, or lets all succeed. */
final class Rig {
    static final String UUID = "11111111-2222-3333-4444-555555555555";

    final AgentSettings settings;
    final List<String> log = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final Deque<AgentEffect> open = new ArrayDeque<>();
    final Map<Class<?>, String> failures = new HashMap<>();
    AgentCore core;
    AgentMemory disk;
    GtidSet executed = GtidSet.EMPTY;
    GtidSet received = GtidSet.EMPTY;
    int waiting;
    boolean follows;
    private long sequence;

    Rig(AgentSettings settings, AgentMemory memory) {
        this.settings = settings;
        this.disk = memory;
        this.core = new AgentCore(settings, memory);
    }

    static Rig database() {
        return database(AgentMemory.BLANK);
    }

    static Rig database(AgentMemory memory) {
        Rig rig = new Rig(AgentSettings.ofDatabase("db1", "127.0.0.11"), memory);
        rig.event(new AgentEvent.Booted(ProcessState.RUNNING));
        return rig;
    }

    static GtidSet gtids(long last) {
        return last == 0 ? GtidSet.EMPTY : GtidSet.range(UUID, 1, last);
    }

    Command command(long term, long sequence, long epoch, Order order) {
        return new Command(term + "." + sequence, "main", new Token(term, sequence), epoch, order);
    }

    /** The next command of leader 1 at epoch 1, with everything answered. */
    Answer obey(Order order) {
        give(order);
        succeed();
        return answers.getLast();
    }

    void give(Order order) {
        give(command(1, ++sequence, 1, order));
    }

    void give(Command command) {
        event(new AgentEvent.Commanded(command));
    }

    void event(AgentEvent event) {
        for (AgentEffect effect : core.handle(event)) {
            log.add(inWords(effect));
            switch (effect) {
                case Reply reply -> answers.add(reply.answer());
                case Say say -> {}
                case TurnAway turn -> {}
                case Abandon abandon -> open.removeIf(waiting -> idOf(waiting) == abandon.id());
                default -> open.add(effect);
            }
        }
    }

    /** Everything in progress, and what follows from it, succeeds or fails as {@link #failures} says. */
    void succeed() {
        while (!open.isEmpty()) {
            answerNext();
        }
    }

    /** Everything up to the first effect that is logged like this, which stays open. */
    void succeedUntil(String effect) {
        while (!open.isEmpty() && !inWords(open.peek()).startsWith(effect)) {
            answerNext();
        }
        if (open.isEmpty()) {
            throw new AssertionError("never came: " + effect + " in " + log);
        }
    }

    void answerNext() {
        AgentEffect effect = open.remove();
        String failure = failures.get(effect instanceof Act act ? act.act().getClass() : effect.getClass());
        if (failure != null) {
            event(new AgentEvent.ActFailed(idOf(effect), failure, "because " + failure));
        } else if (effect instanceof Remember remember) {
            disk = remember.memory();
            event(new AgentEvent.Remembered(remember.id()));
        } else {
            event(acted(effect));
        }
    }

    AgentEvent acted(AgentEffect effect) {
        MysqlAct act = effect instanceof Act some ? some.act() : null;
        boolean reads = act instanceof MysqlAct.ReadSets
                || act instanceof MysqlAct.ReadHistory
                || act instanceof MysqlAct.StopReceiver
                || act instanceof MysqlAct.Close
                || act instanceof MysqlAct.Open;
        SortedMap<String, String> details = new TreeMap<>();
        if (act instanceof MysqlAct.CountWaiting) {
            details.put(AgentEvent.Acted.WAITING, "" + waiting);
        } else if (act instanceof MysqlAct.CheckSource) {
            details.put(AgentEvent.Acted.FOLLOWS, "" + follows);
        }
        return new AgentEvent.Acted(
                idOf(effect), reads ? executed : GtidSet.EMPTY, reads ? received : GtidSet.EMPTY, details);
    }

    /** A new mind with what is on disk. */
    void restart(ProcessState found) {
        core = new AgentCore(settings, disk);
        open.clear();
        event(new AgentEvent.Booted(found));
    }

    static long idOf(AgentEffect effect) {
        return switch (effect) {
            case Remember e -> e.id();
            case Act e -> e.id();
            case KillMysqld e -> e.id();
            case StartMysqld e -> e.id();
            case CutTail e -> e.id();
            case AgentEffect.Measure e -> e.id();
            case AgentEffect.SaveLeftovers e -> e.id();
            case AgentEffect.ForgetPast e -> e.id();
            case StopMysqld e -> e.id();
            case ApplyRoute e -> e.id();
            case Pause e -> e.id();
            case Abandon e -> -1;
            case TurnAway e -> -1;
            case Reply e -> -1;
            case Say e -> -1;
        };
    }

    /** Remember, Reply and Say by their name, acts by theirs and their first value. */
    static String inWords(AgentEffect effect) {
        return switch (effect) {
            case Act act -> act.act().toString();
            case Reply reply -> "Reply " + reply.answer().result().getClass().getSimpleName();
            case Say say -> "Say " + say.type();
            default -> effect.getClass().getSimpleName();
        };
    }

    /** What reached mysqld or its process, in order. */
    List<String> acts() {
        return log.stream()
                .filter(line -> !line.startsWith("Remember")
                        && !line.startsWith("Reply")
                        && !line.startsWith("Say")
                        && !line.startsWith("Abandon"))
                .map(line -> line.replaceAll("(, |\\[)(lockWait|bound|bind)=.*", "$1]")
                        .replace(", ]", "]")
                        .replace("[]", ""))
                .toList();
    }

    Answer.Result result() {
        return answers.getLast().result();
    }
}
