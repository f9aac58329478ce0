package io.signalbox.agents.core;

import io.signalbox.agents.core.AgentEffect.Abandon;
import io.signalbox.agents.core.AgentEffect.KillMysqld;
import io.signalbox.agents.core.AgentEffect.Pause;
import io.signalbox.agents.core.AgentEffect.Say;
import io.signalbox.agents.core.AgentEffect.StartMysqld;
import io.signalbox.agents.core.AgentEffect.StopMysqld;
import io.signalbox.agents.protocol.Report.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * mysqld's process, and who may start it. A server that may hold unacknowledged transactions waits here for an order;
 * any other is started at once, and again after a growing pause when it does not come up. A start that was ordered and
 * failed leads back here after that pause. Owns the invariant that a
 * possible tail is never committed by a start that nobody ordered.
 */
final class StartGate {
    private static final long NOTHING = 0;
    private static final String HELD = "waits for Start or Rewind: it may hold transactions that nobody acknowledged";

    private final AgentSettings.Bounds bounds;
    private final LongSupplier ids;
    private ProcessState state = ProcessState.NONE;
    private String detail = "";
    private long inFlight = NOTHING;
    private boolean pausing;
    private Duration nextPause;
    private String lastFailure = "";
    private String leftService = "";

    StartGate(AgentSettings.Bounds bounds, LongSupplier ids) {
        this.bounds = bounds;
        this.ids = ids;
        this.nextPause = bounds.firstRetry();
    }

    ProcessState state() {
        return state;
    }

    String inWords() {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    String detail() {
        return detail;
    }

    boolean running() {
        return state == ProcessState.RUNNING;
    }

    boolean alive() {
        return running() || state == ProcessState.STARTING || state == ProcessState.CANNOT_START;
    }

    boolean awaits(long id) {
        return inFlight != NOTHING && inFlight == id;
    }

    void booted(ProcessState found) {
        become(found, "");
    }

    /** What the watcher saw. While a start is in progress its own answer decides. */
    List<AgentEffect> changed(ProcessState seen) {
        if (seen == ProcessState.EXITED && running()) {
            become(ProcessState.EXITED, "");
        } else if (seen == ProcessState.RUNNING && !running() && state != ProcessState.STARTING) {
            become(ProcessState.RUNNING, "");
            return release();
        }
        return List.of();
    }

    /** What must be done about the process while no program handles it. */
    List<AgentEffect> decide(boolean mayHoldTail) {
        if (inFlight != NOTHING) {
            return List.of();
        }
        return switch (state) {
            case EXITED -> mayHoldTail ? hold() : start();
            case CANNOT_START -> pause();
            case NONE, STARTING, RUNNING, AT_THE_GATE, STOPPED_ON_PURPOSE -> List.of();
        };
    }

    /** It is about to be killed by its own agent; people are told why until it runs again. */
    void leavesService(String why) {
        leftService = why;
    }

    /** A program handles the process from here on: what the gate itself had begun is given up. */
    List<AgentEffect> release() {
        if (inFlight == NOTHING) {
            return List.of();
        }
        Abandon abandon = new Abandon(inFlight);
        inFlight = NOTHING;
        pausing = false;
        return List.of(abandon);
    }

    /** The gate's own effect succeeded. */
    List<AgentEffect> acted() {
        inFlight = NOTHING;
        if (pausing) {
            pausing = false;
            become(ProcessState.EXITED, "");
            return List.of();
        }
        became(new StartMysqld(NOTHING, bounds.start()));
        return List.of(new Say("mysqld.started", "mysqld runs, read-only"));
    }

    /** The gate's own effect failed. */
    List<AgentEffect> failed(String sentence) {
        inFlight = NOTHING;
        didNot(new StartMysqld(NOTHING, bounds.start()), sentence);
        return List.of(new Say("mysqld.cannot-start", sentence));
    }

    /** Anybody's effect on the process begins. */
    void begins(AgentEffect effect) {
        if (effect instanceof StartMysqld) {
            become(ProcessState.STARTING, "");
        }
    }

    /** Anybody's effect on the process succeeded. */
    void became(AgentEffect effect) {
        if (effect instanceof StartMysqld) {
            become(ProcessState.RUNNING, "");
            nextPause = bounds.firstRetry();
            lastFailure = "";
            leftService = "";
        } else if (effect instanceof KillMysqld) {
            become(ProcessState.EXITED, "");
        } else if (effect instanceof StopMysqld) {
            become(ProcessState.STOPPED_ON_PURPOSE, "stopped by order");
        }
    }

    /** Anybody's effect on the process failed. */
    void didNot(AgentEffect effect, String sentence) {
        boolean halfStarted = effect instanceof KillMysqld && state == ProcessState.STARTING;
        if (effect instanceof StartMysqld || halfStarted) {
            become(ProcessState.CANNOT_START, sentence);
            lastFailure = sentence;
        }
    }

    private List<AgentEffect> hold() {
        become(
                ProcessState.AT_THE_GATE,
                (leftService.isEmpty() ? "" : leftService + "; ")
                        + HELD
                        + (lastFailure.isEmpty() ? "" : "; the last start failed: " + lastFailure));
        return List.of(new Say("mysqld.at-the-gate", "mysqld " + detail));
    }

    private List<AgentEffect> start() {
        StartMysqld start = new StartMysqld(next(), bounds.start());
        begins(start);
        return List.of(start);
    }

    private List<AgentEffect> pause() {
        pausing = true;
        Pause pause = new Pause(next(), nextPause);
        Duration doubled = nextPause.multipliedBy(2);
        nextPause = doubled.compareTo(bounds.lastRetry()) > 0 ? bounds.lastRetry() : doubled;
        return List.of(pause);
    }

    private long next() {
        inFlight = ids.getAsLong();
        return inFlight;
    }

    private void become(ProcessState next, String why) {
        state = next;
        detail = why;
    }
}
