package io.signalbox.controller.daemon.config;

import io.signalbox.controller.core.observation.Observations;
import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import io.signalbox.mysql.doctor.Pace;
import java.time.Duration;

/** How the bounds of a cluster and the periods of its agents must fit: at the start against what agents do unless told otherwise, later against what they say. */
public final class AgentPace {
    /** A bound below so many periods would act on noise. */
    static final int PERIODS = 3;

    /** What agents do unless told otherwise. */
    static final Duration PROBE = Duration.ofMillis(100);

    static final Duration REPORT = Duration.ofMillis(150);

    private AgentPace() {}

    /** The kernel drops what it saw after a longer pause of its own; a shorter one must not look like a silent agent. */
    static Duration unnoticedPause(Duration report) {
        return Observations.INATTENTION.plus(report);
    }

    /** The longest periods that these bounds allow. */
    public static Pace allowedBy(Bounds bounds) {
        Duration severalReports = bounds.linkLostAfter().dividedBy(PERIODS);
        Duration afterAPause = bounds.linkLostAfter().minus(Observations.INATTENTION);
        return new Pace(
                bounds.silentAfter().dividedBy(PERIODS),
                severalReports.compareTo(afterAPause) < 0 ? severalReports : afterAPause,
                bounds.isolationAfter());
    }
}
