package io.signalbox.agents.core;

import io.signalbox.agents.core.AgentEvent.Looked;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether this server is a primary that nobody can reach who matters: no controller, and none of the ackers that its
 * record names. It can acknowledge nothing then, but would serve stale reads and leave its clients hanging, so after a
 * while it leaves service. With one acker connected it stays, for as long as that lasts: a dead control plane is no
 * reason to stop. So does the only copy there is ({@code ackers = {}}), and a server that could not be looked at.
 *
 * <p>Only what was seen in looks that followed each other closely counts: an agent that was halted knows nothing of the
 * time between.
 */
final class Isolation {
    private final AgentSettings settings;
    private Optional<Duration> unacknowledgedSince = Optional.empty();
    private Duration lastLook = Duration.ZERO;
    private boolean alone;

    Isolation(AgentSettings settings) {
        this.settings = settings;
    }

    /** What a look means. */
    enum Verdict {
        NOTHING_NEW,
        /** It has just begun. */
        BEGINS,
        /** Somebody is back. */
        OVER,
        /** It has lasted too long. */
        DUE
    }

    /** @param serves mysqld runs, so that there is something to take out of service */
    Verdict judge(Looked look, AgentMemory memory, boolean serves) {
        boolean before = alone;
        boolean blind = look.at().minus(lastLook).compareTo(settings.bounds().lookGap()) > 0;
        lastLook = look.at();
        if (!serves || look.ackers() != Company.NONE || !isPrimaryWithAckers(memory)) {
            unacknowledgedSince = Optional.empty();
        } else if (unacknowledgedSince.isEmpty() || blind) {
            unacknowledgedSince = Optional.of(look.at());
        }
        Duration lasts = lasts(look);
        alone = lasts.compareTo(settings.bounds().lookGap()) >= 0;
        if (alone && lasts.compareTo(settings.isolation()) >= 0) {
            return Verdict.DUE;
        }
        if (alone == before) {
            return Verdict.NOTHING_NEW;
        }
        return alone ? Verdict.BEGINS : Verdict.OVER;
    }

    /** How long neither a controller nor an acker was there: the shorter of the two. */
    private Duration lasts(Looked look) {
        Duration unacknowledged =
                unacknowledgedSince.map(since -> look.at().minus(since)).orElse(Duration.ZERO);
        return unacknowledged.compareTo(look.controllerSilent()) < 0 ? unacknowledged : look.controllerSilent();
    }

    /** Whether writes here wait for somebody else. */
    boolean isPrimaryWithAckers(AgentMemory memory) {
        return memory.learned()
                .filter(record -> record.primary().equals(settings.server()))
                .filter(record -> !record.ackers().isEmpty())
                .isPresent();
    }

    /** Whether it has begun and is not over. */
    boolean isAlone() {
        return alone;
    }
}
