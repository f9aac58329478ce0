package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Report.ReceiverState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** An agent with its mysqld that obeys at once and whose replication is instantaneous. No faults of its own. */
final class FakeServer {
    final String name;
    final String address;
    final String uuid;
    ProcessState process = ProcessState.RUNNING;
    boolean readOnly = true;
    boolean sourceSide;
    boolean replicaSide;
    int count = 1;
    String source = "";
    boolean mayHoldTail;
    boolean hung;
    boolean linked = true;
    Duration silent = Duration.ZERO;
    /** Nothing goes to it or comes from it; clients beside it still can write to it. */
    boolean isolated;

    ProbeFault fault = ProbeFault.NONE;
    Duration writeSilent = Duration.ZERO;
    String receiverError = "";
    Optional<Report.Delay> delay = Optional.empty();
    Report.Host host = new Report.Host(0.5, 1L << 40, 0, false, "");
    Duration receiverSilent = Duration.ZERO;
    boolean cutFromSource;

    /** Its source's door is shut: the account that it replicates by is locked there. */
    boolean shutOut;

    /** Servers whose replication account is locked here. */
    final Set<String> shut = new TreeSet<>();

    boolean keptDown;
    Duration longestTransaction = Duration.ZERO;
    Optional<Report.WriteLock> writeLock = Optional.empty();
    String applierError = "";
    boolean idleApplier;
    String version = "9.7.4";
    int clients;
    GtidSet executed = GtidSet.EMPTY;
    GtidSet received = GtidSet.EMPTY;
    GtidSet unacknowledged = GtidSet.EMPTY;
    GtidSet mark = GtidSet.EMPTY;
    Optional<Order.Learn> learned = Optional.empty();
    Token highest = Token.NONE;
    long promised;
    long sequence;
    int opened;
    int copies;
    boolean copyFails;
    String incarnation = "1";
    String free = "1000000";
    Optional<Report.Copying> copying = Optional.empty();

    FakeServer(String name, String address, String uuid) {
        this.name = name;
        this.address = address;
        this.uuid = uuid;
    }

    boolean acknowledges() {
        return process == ProcessState.RUNNING && replicaSide && !source.isEmpty() && receives() && !isolated;
    }

    /** Whatever its source writes comes to it. */
    boolean receives() {
        return !cutFromSource && !shutOut;
    }

    boolean open() {
        return process == ProcessState.RUNNING && !readOnly && !hung;
    }

    /** All that it has in any form. */
    GtidSet history() {
        return executed.union(received).union(unacknowledged);
    }

    void die() {
        process = mayHoldTail ? ProcessState.AT_THE_GATE : ProcessState.EXITED;
        boot();
    }

    /** It was stopped, or its host was, and comes up again: through the gate if it was primary. */
    void losePower() {
        source = "";
        die();
        process = mayHoldTail ? ProcessState.AT_THE_GATE : ProcessState.RUNNING;
    }

    /** Somebody writes to it, past read_only. */
    void commitsItsOwn() {
        executed = executed.union(GtidSet.range(uuid, 1, 1));
        received = received.union(executed);
    }

    /** Somebody makes it follow nobody. */
    void detach() {
        source = "";
        replicaSide = false;
    }

    private void boot() {
        readOnly = true;
        sourceSide = false;
        replicaSide = false;
        hung = false;
        silent = Duration.ZERO;
    }

    /** Whatever follows stays following, but does not receive after a restart. */
    private void start() {
        process = ProcessState.RUNNING;
        source = "";
        executed = executed.union(received).union(unacknowledged);
        received = executed;
        unacknowledged = GtidSet.EMPTY;
    }

    Answer obey(Command command) {
        if (highest.outranks(command.token())) {
            return answer(command, new Answer.Refused(Answer.Refusal.TOKEN_IS_OLD, "saw " + highest));
        }
        if (command.epoch() < promised) {
            return answer(command, new Answer.Refused(Answer.Refusal.EPOCH_IS_OLD, "promised " + promised));
        }
        highest = command.token();
        boolean needsMysqld = !(command.order() instanceof Order.Start
                || command.order() instanceof Order.Rewind
                || command.order() instanceof Order.Reclone
                || command.order() instanceof Order.Measure
                || command.order() instanceof Order.Learn
                || command.order() instanceof Order.Fence);
        if (needsMysqld && (process != ProcessState.RUNNING || hung)) {
            return answer(command, new Answer.Refused(Answer.Refusal.MYSQLD_IS_DOWN, name + " is " + process));
        }
        SortedMap<String, String> details = new TreeMap<>();
        switch (command.order()) {
            case Order.Follow o -> follow(o);
            case Order.Detach o -> {
                promised = command.epoch();
                source = "";
                replicaSide = false;
                if (!ebbed().isEmpty()) {
                    details.put(Answer.LOST, ebbed().toString());
                }
            }
            case Order.Open o -> {
                if (!o.despiteLoss() && !ebbed().isEmpty()) {
                    return answer(command, new Answer.Refused(Answer.Refusal.RECEIVED_IS_LOST, "lost " + ebbed()));
                }
                open(o, command.epoch());
            }
            case Order.Close o -> readOnly = true;
            case Order.Holds o -> {
                shut.addAll(o.shutOut());
                sourceSide = true;
                count = o.count();
            }
            case Order.GoAlone o -> sourceSide = false;
            case Order.Fence o -> die();
            case Order.Start o -> start();
            case Order.Rewind o -> {
                details.put("tail.file", "/tails/" + name);
                details.put(
                        "tail.gtids",
                        executed.union(unacknowledged).minus(o.primaryHolds()).toString());
                die();
                unacknowledged = GtidSet.EMPTY;
                mayHoldTail = false;
                start();
            }
            case Order.Shutdown o -> process = ProcessState.STOPPED_ON_PURPOSE;
            case Order.Admit o -> shut.remove(o.replica());
            case Order.Dismiss o -> shut.add(o.replica());
            case Order.ReadSets o -> {}
            case Order.Measure o -> details.putAll(Map.of("data.bytes", "1000", "free.bytes", free));
            case Order.Reclone o -> {
                copies++;
                if (copyFails) {
                    return answer(command, new Answer.Failed("COPY_FAILED", "the donor went away"));
                }
                details.put("leftovers.files", "/tails/" + name);
                copying = Optional.empty();
                executed = o.primaryHolds();
                received = executed;
                unacknowledged = GtidSet.EMPTY;
                mayHoldTail = false;
                boot();
                source = "";
                process = ProcessState.RUNNING;
            }
            case Order.Learn o -> learned = Optional.of(o);
            case Order.Route o -> throw new AssertionError("not a proxy");
        }
        return answer(
                command, new Answer.Done(executed, received.union(executed).union(unacknowledged), details));
    }

    private void follow(Order.Follow o) {
        idleApplier = false;
        readOnly = true;
        sourceSide = false;
        replicaSide = o.semiSync();
        source = o.source().host() + ":" + o.source().port();
        mayHoldTail = false;
    }

    private void open(Order.Open o, long epoch) {
        promised = Math.max(promised, epoch);
        mayHoldTail = true;
        executed = executed.union(received);
        sourceSide = o.sourceSide();
        count = o.count();
        source = "";
        readOnly = false;
        fault = fault == ProbeFault.OFFLINE ? ProbeFault.NONE : fault;
        opened++;
    }

    private Answer answer(Command command, Answer.Result result) {
        return new Answer(command.id(), name, command.token(), result);
    }

    Report report(Duration uptime) {
        boolean runs = process == ProcessState.RUNNING;
        Report.Mysql mysql = new Report.Mysql(
                uuid,
                1,
                version,
                readOnly,
                readOnly,
                false,
                new Report.SemiSync(sourceSide, replicaSide, count, clients),
                new Report.Receiver(
                        source.isEmpty() ? ReceiverState.OFF : receives() ? ReceiverState.ON : ReceiverState.CONNECTING,
                        source,
                        receiverSilent,
                        shutOut ? "Access denied for user 'repl_" + name + "'. Account is locked." : receiverError),
                new Report.Applier(
                        !source.isEmpty() && applierError.isEmpty() && !idleApplier,
                        received.minus(executed).count(),
                        applierError),
                executed,
                received,
                unacknowledged.isEmpty() ? 0 : 1,
                Duration.ZERO,
                1,
                100,
                longestTransaction,
                writeLock);
        return new Report(
                name,
                incarnation,
                ++sequence,
                uptime,
                highest,
                promised,
                new Report.Mysqld(process, 1, Duration.ZERO, ""),
                new Report.Probes(
                        silent,
                        unacknowledged.isEmpty() ? silent.plus(writeSilent) : Duration.ofSeconds(5),
                        hung
                                ? ProbeFault.SILENT
                                : unacknowledged.isEmpty() ? fault : ProbeFault.WAITS_FOR_ACKNOWLEDGEMENT,
                        "",
                        delay),
                runs ? Optional.of(mysql) : Optional.empty(),
                host,
                Optional.empty(),
                learned,
                Optional.of(ebbed()).filter(lost -> !lost.isEmpty()),
                copying);
    }

    /** As after a restart that threw the relay log away. */
    void loses(GtidSet some) {
        mark = mark.union(some);
        executed = executed.minus(some);
        received = received.minus(some);
    }

    /** What it once had received and has no more. */
    GtidSet ebbed() {
        return mark.minus(received.union(executed));
    }

    static Report proxyReport(
            String name, Duration uptime, long sequence, Token routed, List<Report.ProxyServer> lines) {
        return new Report(
                name,
                "1",
                sequence,
                uptime,
                routed,
                0,
                new Report.Mysqld(ProcessState.NONE, 0, Duration.ZERO, ""),
                new Report.Probes(Duration.ZERO, Duration.ZERO, ProbeFault.NONE, ""),
                Optional.empty(),
                new Report.Host(0.5, 1L << 40, 0, false, ""),
                Optional.of(new Report.Proxy(true, "2.6.12", 1, 1, 0, 0, routed, List.of(), lines, "")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
