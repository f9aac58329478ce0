package io.signalbox.agents.protocol;

import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one agent sees, sent at once on change and every 100 to 200 ms otherwise.
 *
 * @param incarnation changes when the agent restarts; {@code sequence} begins anew then
 * @param uptime the agent's monotonic clock since its start
 * @param mysql absent while no SQL connection has ever answered since mysqld's start
 * @param proxy present on a proxy's host
 * @param learned the last record this agent was told; absent before the first, or from an agent that does not say
 * @param lost what this server once had received and lacks now; absent when that is nothing
 * @param copying present while this server's data is not whole: a copy was begun, and has not succeeded yet
 */
public record Report(
        String server,
        String incarnation,
        long sequence,
        Duration uptime,
        Token highestToken,
        long promisedEpoch,
        Mysqld mysqld,
        Probes probes,
        Optional<Mysql> mysql,
        Host host,
        Optional<Proxy> proxy,
        Optional<Order.Learn> learned,
        Optional<GtidSet> lost,
        Optional<Copying> copying) {

    /**
     * A copy of another server's data.
     *
     * @param donor whose data it is
     * @param stage MySQL's word for what is being done ({@code FILE COPY}); empty while nothing is
     * @param copied bytes so far
     * @param total bytes in all, as estimated; 0 while unknown
     */
    public record Copying(String donor, String stage, long copied, long total) {}

    /** The process. {@code since}: how long in this state. */
    public record Mysqld(ProcessState state, long pid, Duration since, String detail) {}

    /** What is known of the process, from {@code /proc} and the start gate. */
    public enum ProcessState {
        /** No mysqld belongs to this server. */
        NONE,
        STARTING,
        RUNNING,
        /** Certain: seen to end. */
        EXITED,
        /** Ended, and waits at the gate for {@code Start} or {@code Rewind}: it may hold an unacknowledged tail. */
        AT_THE_GATE,
        STOPPED_ON_PURPOSE,
        CANNOT_START
    }

    /**
     * How long each probe has had no success; {@link Duration#ZERO} just after one.
     *
     * @param writeSilent meaningful only on a server that is writable
     * @param sentence the last failure in words, or empty
     * @param delay what the processor had to do with {@code readSilent}; absent while SQL answers, and from an agent that
     *     does not say
     */
    public record Probes(
            Duration readSilent, Duration writeSilent, ProbeFault fault, String sentence, Optional<Delay> delay) {
        /** Nothing was delayed. */
        public Probes(Duration readSilent, Duration writeSilent, ProbeFault fault, String sentence) {
            this(readSilent, writeSilent, fault, sentence, Optional.empty());
        }

        public Probes with(Optional<Delay> found) {
            return new Probes(readSilent, writeSilent, fault, sentence, found);
        }
    }

    /**
     * Time within a silence in which somebody wanted a processor and got none: slow, not hung. A process that is stopped,
     * frozen or waits for itself wants none.
     *
     * @param mysqld its threads waited on a run queue
     * @param agent the agent did not run: it waited too, stood still, or collected garbage
     */
    public record Delay(Duration mysqld, Duration agent) {}

    /** What kind of failure a probe met last; only SILENT is a sign of death. */
    public enum ProbeFault {
        NONE,
        SILENT,
        REFUSED,
        CREDENTIALS,
        TOO_MANY_CONNECTIONS,
        WAITS_FOR_ACKNOWLEDGEMENT,
        WAITS_FOR_LOCK,
        READ_ONLY,
        /** A write failed for want of space. */
        DISK_FULL,
        /** A write failed because the file system takes none. */
        FILE_SYSTEM_READ_ONLY,
        /** {@code offline_mode} is on: only administrators are let in. */
        OFFLINE,
        /** TLS could not be agreed upon: an expired or unknown certificate. mysqld is there. */
        CERTIFICATE
    }

    /**
     * mysqld's own words, read in one go.
     *
     * @param writeLock who keeps a server from being closed; absent while nobody does, and from an agent that does not say
     */
    public record Mysql(
            String uuid,
            int serverId,
            String version,
            boolean readOnly,
            boolean superReadOnly,
            boolean offline,
            SemiSync semiSync,
            Receiver receiver,
            Applier applier,
            GtidSet executed,
            GtidSet received,
            int waitingCommits,
            Duration heartbeatLag,
            int connections,
            int maxConnections,
            Duration longestTransaction,
            Optional<WriteLock> writeLock) {

        public boolean writable() {
            return !readOnly && !superReadOnly;
        }
    }

    /** The session of {@code user} that runs a writing statement, or has had a table locked, for longest. */
    public record WriteLock(String user, Duration held) {}

    /** Both sides of semi-synchronous replication. */
    public record SemiSync(boolean sourceSide, boolean replicaSide, int count, int clients) {}

    /**
     * The receiver (I/O) thread.
     *
     * @param source host:port, or empty
     * @param silent how long neither an event nor a heartbeat has come
     */
    public record Receiver(ReceiverState state, String source, Duration silent, String error) {}

    /** The receiver's state in MySQL's words. */
    public enum ReceiverState {
        OFF,
        CONNECTING,
        ON
    }

    /**
     * The applier (SQL) threads.
     *
     * @param backlog transactions received and not executed
     * @param error MySQL's number, a colon, and its sentence; empty while there is none
     */
    public record Applier(boolean running, long backlog, String error) {
        private static final Pattern NUMBER = Pattern.compile("(\\d{1,9}): ");

        /** MySQL's number of the error that it stopped with; 0 without one, or where an older agent tells only the sentence. */
        public int errorNumber() {
            if (error.isEmpty()) {
                return 0;
            }
            Matcher number = NUMBER.matcher(error);
            return number.lookingAt() ? Integer.parseInt(number.group(1)) : 0;
        }
    }

    /**
     * The host. {@code diskFree} from 0 to 1; {@code load} is the 1-minute load average.
     *
     * @param readOnly the data's file system is mounted read-only, as the kernel does after an error
     */
    public record Host(double diskFree, long diskFreeBytes, double load, boolean readOnly, String savedTail) {}

    /**
     * An HAProxy on this host.
     *
     * @param alive its runtime socket answers
     * @param startedAt seconds since 1970, by HAProxy; with {@code pid} it names a worker
     * @param reloads how many new workers this agent has seen
     * @param routed the token of the last route that was read back as wanted
     * @param drift settings that differ from the last route, in words
     */
    public record Proxy(
            boolean alive,
            String version,
            long pid,
            long startedAt,
            long reloads,
            int oldWorkers,
            Token routed,
            List<String> drift,
            List<ProxyServer> servers,
            String error) {}

    /**
     * One line of {@code show servers state} and {@code show stat}.
     *
     * @param total sessions given to it since the worker started
     * @param connectErrors connects to it that failed since then, retries included
     * @param bytesIn from clients to it; HAProxy counts them when a session ends
     * @param bytesOut from it to clients, likewise
     * @param lastWorked how long ago connections to it were last seen to succeed; empty if never, or if nobody tried
     */
    public record ProxyServer(
            String backend,
            String server,
            String status,
            int weight,
            int sessions,
            int queued,
            long total,
            long connectErrors,
            long bytesIn,
            long bytesOut,
            Optional<Duration> lastWorked) {}
}
