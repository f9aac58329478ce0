package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.core.AgentCore;
import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.daemon.mysql.CloneWatch;
import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Wire;
import java.time.Duration;
import java.util.Optional;

/** Writes reports: what the mind knows, and what the eyes see. On the loop only. */
public final class Reporter {
    private static final Report.Probes NEVER_PROBED =
            new Report.Probes(Duration.ZERO, Duration.ZERO, Report.ProbeFault.NONE, "");
    private static final String HALTED = "stopped by a signal (state T): alive, and answers nothing";

    private final String server;
    private final String incarnation;
    private final AgentCore core;
    private final Sight sight;
    private final long born = System.nanoTime();
    private long sequence;
    private ProcessState state = ProcessState.NONE;
    private long inStateSince = born;

    public Reporter(String server, String incarnation, AgentCore core, Sight sight) {
        this.server = server;
        this.incarnation = incarnation;
        this.core = core;
        this.sight = sight;
    }

    /** The present state of everything, under the next number. */
    public Report next() {
        long now = System.nanoTime();
        AgentMemory memory = core.memory();
        Report.Mysqld mysqld = mysqld(now);
        Optional<Seen> seen = sight.mysql();
        return new Report(
                server,
                incarnation,
                ++sequence,
                Duration.ofNanos(now - born),
                memory.highest(),
                memory.promised(),
                mysqld,
                seen.map(Seen::probes).orElse(NEVER_PROBED),
                isAlive(mysqld.state()) ? seen.flatMap(Seen::mysql) : Optional.empty(),
                sight.host(),
                sight.proxy(),
                memory.learned(),
                Optional.of(core.ebbed()).filter(lost -> !lost.isEmpty()),
                memory.copying().map(this::copying));
    }

    private Report.Copying copying(String donor) {
        CloneWatch.Progress progress = sight.copying().orElse(new CloneWatch.Progress("", 0, 0));
        return new Report.Copying(donor, progress.stage(), progress.copied(), progress.total());
    }

    /** {@link #next} as it travels. */
    public String frame() {
        return Wire.encode(new Frame.Reported(next()));
    }

    private Report.Mysqld mysqld(long now) {
        if (state != core.process()) {
            state = core.process();
            inStateSince = now;
        }
        boolean halted = isAlive(state) && sight.mysqldHalted();
        return new Report.Mysqld(
                state,
                isAlive(state) ? sight.mysqldPid() : 0,
                Duration.ofNanos(now - inStateSince),
                halted ? HALTED : core.processDetail());
    }

    private static boolean isAlive(ProcessState state) {
        return state == ProcessState.RUNNING || state == ProcessState.STARTING;
    }
}
