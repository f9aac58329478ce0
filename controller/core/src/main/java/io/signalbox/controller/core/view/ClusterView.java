package io.signalbox.controller.core.view;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.record.ClusterRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The cluster after one event.
 *
 * @param leading this controller leads and its term is in the record
 * @param writable the recorded primary is open, its acknowledgements are counted as recorded, and the proxies route to it
 * @param wantedK how many acknowledgements a commit should wait for; the record says how many it does
 * @param problems what the analysis found, most urgent first
 */
public record ClusterView(
        ClusterRecord record,
        int wantedK,
        boolean leading,
        boolean writable,
        List<ServerView> servers,
        List<ProxyView> proxies,
        List<WebView> web,
        List<Problem> problems,
        DecisionView decision,
        Optional<RunView> run,
        List<Receipt> failovers,
        Duration predictedOutage,
        boolean protectedNow) {

    /**
     * One database server. {@code lag} is absent while unknown; {@code maintenance}: an operator took it out; {@code
     * copy} while its data is not whole.
     */
    public record ServerView(
            String name,
            Role role,
            Health health,
            Optional<Duration> lag,
            String executed,
            String received,
            long backlog,
            boolean agentLinked,
            boolean writable,
            boolean semiSyncSource,
            boolean semiSyncReplica,
            Optional<Duration> reportAge,
            double diskFree,
            int waitingCommits,
            boolean maintenance,
            List<Blocker> blockers,
            Optional<CopyView> copy) {}

    /** A copy of {@code donor}'s data that is not complete; {@code stage} is MySQL's word, or empty. Bytes. */
    public record CopyView(String donor, String stage, long copied, long total) {}

    /** What the record and the server's own state make of it. */
    public enum Role {
        PRIMARY,
        REPLICA,
        /** Follows nobody, or is being repaired. */
        NONE
    }

    /** One word for a dashboard. */
    public enum Health {
        OK,
        LAGGING,
        STARTING,
        BROKEN,
        SILENT,
        UNREACHABLE,
        DEAD,
        UNKNOWN
    }

    /** One HAProxy. {@code inSync}: what was read back is what is wanted. */
    public record ProxyView(
            String name,
            boolean linked,
            boolean alive,
            boolean inSync,
            String version,
            long pid,
            long reloads,
            int oldWorkers,
            String openWriter,
            List<String> drift,
            List<io.signalbox.agents.protocol.Report.ProxyServer> servers) {}

    /** One web server, wanted and found (found on the first proxy that answers). */
    public record WebView(
            String backend, String server, String wanted, String status, int weight, int sessions, String version) {}

    /** A row of the table of problems that matched. */
    public record Problem(String code, String server, String sentence, int priority) {}

    /** Why, or why not: each gate of the automatic failover. */
    public record DecisionView(String verdict, String reason, List<Gate> gates) {}

    /** One gate. {@code passed} false means: it holds the act back. */
    public record Gate(String name, String value, String threshold, boolean passed) {}

    /** The plan in progress. */
    public record RunView(String id, String kind, String step, Duration age, List<StepView> steps) {}

    /** One row of a plan's table and how far it came. */
    public record StepView(String name, String state, Optional<Duration> took, String sentence) {}

    /**
     * What a failover or switchover did.
     *
     * @param phases milliseconds by phase: detect, decide, revoke, catchUp, promote, route
     * @param lost acknowledged transactions lost: provably "0", or what cannot be vouched for
     * @param leftovers file of the saved tail by server
     */
    public record Receipt(
            String id,
            String kind,
            String result,
            String from,
            String to,
            long epoch,
            String cause,
            String startedAt,
            SortedMap<String, Double> phases,
            SortedMap<String, String> sets,
            String lost,
            SortedMap<String, String> leftovers,
            List<String> timeline) {}
}
