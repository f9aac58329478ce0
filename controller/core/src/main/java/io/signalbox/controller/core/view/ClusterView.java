package io.signalbox.controller.core.view;

import io.signalbox.agents.protocol.AbsentMeansEmpty;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import java.time.Duration;
import java.time.Instant;
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
 * @param run the plan in progress on the whole cluster
 * @param runs every plan in progress, that one first
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
        List<RunView> runs,
        List<Receipt> failovers,
        Duration predictedOutage,
        boolean protectedNow) {

    /**
     * One database server. {@code lag} is absent while unknown; {@code maintenance}: an operator took it out; {@code
     * copy} while its data is not whole.
     *
     * @param zone as in the settings; may be empty
     * @param coolDownUntil no automatic failover away from it before, unless the site has been whole for a while
     * @param blockers why it cannot be switched over to now
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
            PromotionRule rule,
            String zone,
            Optional<Instant> coolDownUntil,
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

    /** A row of the table of problems that matched, and who said so. */
    public record Problem(String code, String server, String sentence, int priority, List<Evidence> evidence) {}

    /**
     * One witness's word.
     *
     * @param says {@code alive}, {@code lost} or {@code nothing}, of the server that it speaks of
     * @param age since it said so
     */
    public record Evidence(String who, String says, String what, String value, Duration age) {}

    /** Why, or why not: each gate of the automatic failover, and what every witness says of the primary now. */
    public record DecisionView(String verdict, String reason, List<Gate> gates, List<Evidence> evidence) {}

    /** One gate. {@code passed} false means: it holds the act back. */
    public record Gate(String name, String value, String threshold, boolean passed) {}

    /** A plan in progress. */
    public record RunView(String id, String kind, String step, Duration age, List<StepView> steps) {}

    /**
     * One row of a plan's table and how far it came.
     *
     * @param state {@code done}, {@code skipped} as this run has no use for it, {@code running} or {@code waiting}
     * @param took until the next step began, or until now; empty before, and of steps that a dead leader did
     */
    public record StepView(String name, String state, Optional<Duration> took, String sentence) {}

    /**
     * What a failover or switchover did.
     *
     * @param phases milliseconds by phase: detect, decide, revoke, catchUp, promote, route
     * @param sets what each server that was read held, when it was detached or read
     * @param lost acknowledged transactions lost: provably "0", or what cannot be vouched for
     * @param leftovers file of the saved tail by server
     * @param evidence what each witness said when it began
     * @param after what each server had executed: the new primary when it was opened, the others by their last report
     * @param fences who shut the old primary out, and when
     * @param steps of the plan that this controller took, in order
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
            List<String> timeline,
            @AbsentMeansEmpty List<Witness> evidence,
            @AbsentMeansEmpty SortedMap<String, String> after,
            @AbsentMeansEmpty List<Fence> fences,
            @AbsentMeansEmpty List<StepTaken> steps) {}

    /** @param ageMillis since the witness was heard */
    public record Witness(String witness, String said, double ageMillis) {}

    /** @param by the server or proxy whose agent did it */
    public record Fence(String at, String by, String what) {}

    /** A row of the plan's table, when it was begun, and how long it took. */
    public record StepTaken(String name, String act, String at, double tookMillis) {}
}
