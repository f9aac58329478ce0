package io.signalbox.controller.core.topology;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Report.ReceiverState;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One database server, as seen now.
 *
 * @param age since the report came; meaningless without one
 * @param fresh linked, and the report is young enough to be believed
 * @param unheard for how long its agent has said nothing, over whatever link; counted only while this controller watched
 */
public record ServerSight(
        DatabaseServer server, boolean linked, Optional<Report> report, Duration age, boolean fresh, Duration unheard) {

    private static final Report.Delay NO_DELAY = new Report.Delay(Duration.ZERO, Duration.ZERO);

    /** Below both, a disk is as good as full. */
    private static final double CRITICAL_RATIO = 0.05;

    private static final long CRITICAL_BYTES = 128L << 20;

    /** MySQL's errors that the same transaction need not meet again. */
    private static final Set<Integer> PASSING = Set.of(
            1021, // disk full
            1026, // error writing a file
            1037, // out of memory
            1041, // out of resources
            1114, // the table is full
            1135, // no new thread
            1205, // lock wait timeout
            1213, // deadlock
            3019); // the undo log is full

    private static final long FULL_BYTES = 8L << 20;

    /** With either of them free, a disk has room for a primary. */
    private static final double ROOM_RATIO = 0.10;

    private static final long ROOM_BYTES = 10L << 30;

    public String name() {
        return server.name();
    }

    public String address() {
        return server.host() + ":" + server.mysqlPort();
    }

    /** The process, if the agent can be believed now. */
    public Optional<ProcessState> process() {
        return fresh ? report.map(r -> r.mysqld().state()) : Optional.empty();
    }

    /** Certain: its own agent saw that no mysqld runs. */
    public boolean dead() {
        return process()
                .filter(s ->
                        s == ProcessState.EXITED || s == ProcessState.AT_THE_GATE || s == ProcessState.CANNOT_START)
                .isPresent();
    }

    /** Present while its data is not whole: a copy of another's was begun. */
    public Optional<Report.Copying> copying() {
        return fresh ? report.flatMap(Report::copying) : Optional.empty();
    }

    public boolean stoppedOnPurpose() {
        return process().filter(s -> s == ProcessState.STOPPED_ON_PURPOSE).isPresent();
    }

    public boolean atTheGate() {
        return process().filter(s -> s == ProcessState.AT_THE_GATE).isPresent();
    }

    /** The process runs and SQL has answered since it started. */
    public boolean running() {
        return process().filter(s -> s == ProcessState.RUNNING).isPresent() && mysql().isPresent();
    }

    /** mysqld's own words, from a fresh report of a running process whose data is whole. */
    public Optional<Report.Mysql> mysql() {
        return process().filter(s -> s == ProcessState.RUNNING).isPresent()
                        && copying().isEmpty()
                ? report.flatMap(Report::mysql)
                : Optional.empty();
    }

    /** It would take a write. */
    public boolean open() {
        return mysql().filter(Report.Mysql::writable).isPresent();
    }

    /** It is open, and clients are let in. */
    public boolean serves() {
        return open() && !offline();
    }

    /** Somebody has {@code offline_mode} on, which turns everybody away but administrators. */
    public boolean offline() {
        return fault() == Report.ProbeFault.OFFLINE
                || mysql().filter(Report.Mysql::offline).isPresent();
    }

    /** How long its SQL has been silent; zero unless silence is what the probes met. */
    public Duration silent() {
        return fresh
                ? report.map(Report::probes)
                        .filter(p -> p.fault() == Report.ProbeFault.SILENT)
                        .map(Report.Probes::readSilent)
                        .orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    /** What a silence owes to the processor: nothing unless SQL is silent. */
    public Report.Delay delay() {
        return fresh && !silent().isZero()
                ? report.flatMap(r -> r.probes().delay()).orElse(NO_DELAY)
                : NO_DELAY;
    }

    /** How long its SQL has been silent while its agent looked. */
    public Duration silentToItsAgent() {
        return positive(silent().minus(delay().agent()));
    }

    /** How long its SQL has been silent although neither mysqld nor the agent waited for a processor. */
    public Duration silentForItself() {
        return positive(silentToItsAgent().minus(delay().mysqld()));
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    /** What its probes met last, if it can be believed now. */
    public Report.ProbeFault fault() {
        return fresh ? report.map(r -> r.probes().fault()).orElse(Report.ProbeFault.NONE) : Report.ProbeFault.NONE;
    }

    /** Its process runs, but its reads, or the look at its state, get no answer. */
    public boolean mute() {
        return process().filter(s -> s == ProcessState.RUNNING).isPresent() && fault() == Report.ProbeFault.SILENT;
    }

    /** How long its own writes have not come through; zero on a server that is not writable. */
    public Duration writeSilent() {
        return open() ? report.map(r -> r.probes().writeSilent()).orElse(Duration.ZERO) : Duration.ZERO;
    }

    /**
     * How long writes have stalled although reads are answered and nobody waits for an acknowledgement or a lock: the
     * disk does not get on.
     */
    public Duration stalled() {
        return fault() == Report.ProbeFault.SILENT ? writeSilent() : Duration.ZERO;
    }

    /** The host, if the agent can be believed now. */
    public Optional<Report.Host> host() {
        return fresh ? report.map(Report::host) : Optional.empty();
    }

    /** So little space is left that writes are about to fail. */
    public boolean diskCritical() {
        return fault() == Report.ProbeFault.DISK_FULL
                || host().filter(h -> h.diskFree() < CRITICAL_RATIO && h.diskFreeBytes() < CRITICAL_BYTES)
                        .isPresent();
    }

    /** The file system takes no writes. */
    public boolean fileSystemReadOnly() {
        return fault() == Report.ProbeFault.FILE_SYSTEM_READ_ONLY
                || host().filter(Report.Host::readOnly).isPresent();
    }

    /** Nothing can be written there: a mysqld that is told to would wait for room, or fail. */
    public boolean takesNoWrites() {
        return fileSystemReadOnly() || full();
    }

    /** Not even a binlog's next events have room. */
    public boolean full() {
        return fault() == Report.ProbeFault.DISK_FULL
                || host().filter(h -> h.diskFreeBytes() < FULL_BYTES).isPresent();
    }

    /** Its disk has room for what another's could not hold. */
    public boolean hasRoom() {
        return host().filter(h -> h.diskFree() >= ROOM_RATIO || h.diskFreeBytes() >= ROOM_BYTES)
                .isPresent();
    }

    /** Its receiver is connected to {@code source}. */
    public boolean receivesFrom(ServerSight source) {
        return receiver()
                .filter(r -> r.state() == ReceiverState.ON && r.source().equals(source.address()))
                .isPresent();
    }

    /** It was told to follow {@code source}: connected to it, or trying to be. */
    public boolean follows(ServerSight source) {
        return receiver()
                .filter(r -> r.state() != ReceiverState.OFF && r.source().equals(source.address()))
                .isPresent();
    }

    /** It follows {@code source}, applies, and its acknowledgements may be counted. */
    public boolean attachedTo(ServerSight source) {
        return follows(source)
                && mysql().filter(m -> m.semiSync().replicaSide() && m.applier().running())
                        .isPresent();
    }

    /** Its applier met no transaction that it cannot apply: it lacked room, memory, threads or a lock, which pass. */
    public boolean applierStoppedForWant() {
        return mysql().filter(m -> PASSING.contains(m.applier().errorNumber())).isPresent();
    }

    /** How long nothing has come from its source. */
    public Duration receiverSilent() {
        return receiver().map(Report.Receiver::silent).orElse(Duration.ZERO);
    }

    public Optional<Report.Receiver> receiver() {
        return mysql().map(Report.Mysql::receiver);
    }

    public GtidSet executed() {
        return mysql().map(Report.Mysql::executed).orElse(GtidSet.EMPTY);
    }

    /** Received and executed together. */
    public GtidSet received() {
        return mysql().map(m -> m.received().union(m.executed())).orElse(GtidSet.EMPTY);
    }

    /**
     * What it executed and {@code source} lacks. Reports have different ages, so what {@code source} itself wrote
     * meanwhile does not count: it is known by its uuid.
     */
    public GtidSet errantTo(ServerSight source) {
        GtidSet ahead = executed().minus(source.received());
        return ahead.isEmpty() ? ahead : ahead.minus(source.ownTransactions());
    }

    /** As {@link #errantTo}, and what it received and has not applied yet: from a source that is primary no more. */
    public GtidSet aheadOf(ServerSight source) {
        GtidSet ahead = received().minus(source.received());
        return ahead.isEmpty() ? ahead : ahead.minus(source.ownTransactions());
    }

    /** What of {@code set} was not written at this server itself. */
    public GtidSet withoutItsOwn(GtidSet set) {
        return set.isEmpty() ? set : set.minus(ownTransactions());
    }

    private GtidSet ownTransactions() {
        return mysql().map(m -> GtidSet.range(m.uuid(), 1, Long.MAX_VALUE - 1)).orElse(GtidSet.EMPTY);
    }

    /** What it once had received and has no more, by its agent; empty while all is well. */
    public GtidSet lost() {
        return fresh ? report.flatMap(Report::lost).orElse(GtidSet.EMPTY) : GtidSet.EMPTY;
    }

    public long backlog() {
        return mysql().map(m -> m.applier().backlog()).orElse(0L);
    }
}
