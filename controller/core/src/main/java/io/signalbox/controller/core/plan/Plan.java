package io.signalbox.controller.core.plan;

import java.util.List;
import java.util.Locale;

/**
 * Every procedure of Signalbox as a table that can be held beside docs/protocol.md row by row; the build does so. A row is
 * journaled before it is done; the crash tests are generated from these rows. The columns are those of {@link Step}.
 */
public enum Plan {
    FAILOVER("""
            announce | Failover 1 | proven, no run, mode automatic, the witnesses agree; or an operator's word | record: epoch+1, run=failover | none | the next leader repeats revoke under the same epoch
            revoke | Failover 2, 3, 4 | the record has the new epoch; each set is read after its own detach | detach every server but the primary; close the proxies; fence a hung primary; choose: the superset of all received | 2 × commandDeadline; an order: commandDeadline | repeat; without a quorum: give up, the recorded primary is reopened
            catch-up | Failover 4a | nobody who holds everything may be promoted | the one who may be follows one who does, until it holds everything, and is detached again | applyDeadline; an order: 2 × commandDeadline | repeat from revoke; past the deadline: give up, the recorded primary is reopened
            name | Failover 5 | the one that is named holds every set that was read | record: primary, ackers, proven, run=promote | none | none: from here on only the recorded primary is opened
            open | Failover 6 | the record names the primary | point the ackers at the primary, semi-sync on; open it | none; an order: applyDeadline | repeat
            route | Failover 7 | the primary said that it is open | cut old sessions, open the new writer in every proxy, read back | routeDeadline | repeat
            finish | Failover 7a | - | record: run=none | none | repeat
            """),
    SWITCHOVER("""
            announce | Switchover 1 | proven, the candidate is an acker, nothing speaks against it | record: run=switchover | switchoverDeadline | rollback
            settle | - | - | wait until the candidate's backlog is small | switchoverDeadline | rollback
            gather | Switchover 1a | the candidate is not open | ackers that the primary can spare follow the candidate: they count from its first write on | 2 s, within switchoverDeadline; an order: 2 × commandDeadline | rollback
            hold | - | - | every proxy holds new clients | routeDeadline, within switchoverDeadline | rollback
            close | Switchover 2 | nothing waits for an acknowledgement | the primary becomes read-only, bounded; its sessions are cut | switchoverDeadline; an order: lockWait + commandDeadline | rollback
            catch-up | Switchover 3 | the primary's set was read after it was closed | the candidate has received all that the primary has | switchoverDeadline; an order: commandDeadline | rollback
            name | Switchover 4 | the primary is closed in this run | record: epoch+1, primary, ackers, proven, run=promote | none once it is sent | none: from here on only the recorded primary is opened
            open | Switchover 5 | the record names the primary | point the ackers at the primary, semi-sync on; open it | none; an order: applyDeadline | repeat
            route | Switchover 6 | the primary said that it is open | cut old sessions, open the new writer in every proxy, read back | routeDeadline | repeat
            finish | Switchover 7 | - | record: run=none | none | repeat
            """),
    PROMOTE("""
            open | Promote 1 | the record says run=promote, and its leader is dead | point the ackers at the primary, semi-sync on; open it | none; an order: applyDeadline | repeat
            route | Promote 2 | the primary said that it is open | cut old sessions, open the new writer in every proxy, read back | routeDeadline | repeat
            finish | Promote 3 | - | record: run=none | none | repeat
            """),
    ROLLBACK("""
            announce | Rollback 1 | the record still names the old primary | record: run=rollback | none | repeat
            open | Rollback 2 | - | open the recorded primary with the record's values | none; an order: applyDeadline | repeat
            route | Rollback 3 | the primary said that it is open | open the writer in every proxy, read back | routeDeadline | repeat
            finish | Rollback 4 | - | record: run=none | none | repeat
            """),
    REOPEN("""
            start | - | a primary is recorded, and nobody else may be promoted | start the recorded primary as it is | none; an order: applyDeadline | repeat
            compare | - | its mysqld runs, and was not open and is only offline | it holds all that its ackers received | none for the primary, 4 s for ackers that do not answer; an order: commandDeadline | stop and say so
            open | - | - | point the ackers at it; open it with the record's values | none; an order: applyDeadline | repeat
            route | - | the primary said that it is open | open the writer in every proxy, read back | routeDeadline | repeat
            """),
    BOOTSTRAP("""
            record | - | no primary was ever recorded; all servers are empty, or an operator named the first | record: the first primary, no ackers | none | none was recorded: begin again
            open | - | - | open it alone | none; an order: applyDeadline | reopen
            route | - | the primary said that it is open | open the writer in every proxy, read back | routeDeadline | reopen
            """),
    GO_ALONE("""
            record | Go alone 1 | no acker for noAckersAfter, the primary's agent is reached, whenNoAckers: alone | record: ackers={}, proven=false | none | the record is right in both cases
            release | Go alone 2 | the record has no ackers | source side off at the primary | none; an order: 2 × commandDeadline | repeat
            """),
    DOUBT("""
            record | - | an acker lost what it had received; no run | record: proven=false | none | prove
            """),
    PROVE("""
            holds | Prove 1; Failover 8; Switchover 8; Join 7 | there are ackers, and the record is not proven | shut out all but the ackers, source side on, read the whole history | 10 s; an order: 2 × commandDeadline | repeat
            received | Prove 2 | - | k of the ackers have received all of it | 10 s; an order: commandDeadline | repeat from holds
            record | Prove 3 | nothing else was written since holds | record: proven=true | none | repeat from holds
            """),
    LEAVE("""
            lower | Leave 0 | another acker is there | k above n-1: record: k = n-1 | none | the record is right in both cases
            count | Leave 0a | - | the primary counts to k | 10 s; an order: 2 × commandDeadline | repeat
            detach | Leave 1 | for the door: k of the others receive | its agent confirms that it follows with semi-sync off; or, after 1 s, the primary closes the door: its account locked, then its dump connection ended | 10 s; an order: 2 × commandDeadline, the door: commandDeadline | repeat; an acker that was shut out is let in again
            holds | Leave 2 | it can acknowledge nothing any more | shut out all but the ackers, source side on, read the whole history | 10 s; an order: 2 × commandDeadline | repeat from holds
            received | Leave 3 | - | k of the remaining ackers have received all of it | 10 s; an order: commandDeadline | repeat from holds
            record | Leave 4 | nothing else was written since holds | record: it is no acker | none | repeat from holds
            """),
    RAISE("""
            holds | Raise k 1 | so many ackers receive; no other procedure on the promise | the primary counts to the greater k; read the whole history | 3 s; an order: 2 × commandDeadline | lower: the count
            received | Raise k 2 | - | so many of the ackers have received all of it | 3 s; an order: commandDeadline | lower: the count
            record | Raise k 3 | nothing else was written since holds | record: the greater k | none | lower: the count
            """),
    LOWER("""
            record | Lower k 1 | - | record: the smaller k | none | the record is right in both cases
            count | Lower k 2 | the record has the smaller k | the primary counts to k | 3 s; an order: 2 × commandDeadline | repeat
            """),
    JOIN("""
            follow | Join 1, 2; Rejoin 4 | it runs, takes no writes of clients, and has nothing that the primary lacks | follow the primary with semi-sync off | 30 s; an order: 2 × commandDeadline | repeat
            admit | Join 3 | its old receiver is stopped | unlock its replication account; it has nothing that the primary lacks | 30 s; an order: commandDeadline | repeat
            catch-up | Join 4 | - | received nearly all that the primary has | none while it follows | repeat
            record | Join 5 | no run | record: one of the ackers | none | leave it out
            acknowledge | Join 6 | the record names it | follow with semi-sync on | 30 s; an order: 2 × commandDeadline | repeat
            """),
    REJOIN("""
            compare | Rejoin 1 | another server is recorded and open; its epoch is newer, no run=failover | read its own transactions, then the primary's | none; an order: commandDeadline | repeat
            rewind | Rejoin 2 | the primary's set was read by an order of this record | if it runs: SIGKILL; save and cut the tail, new server_uuid, start harmless | none; an order: applyDeadline | repeat
            verify | Rejoin 3 | - | nothing is left that the primary lacks | at once | reclone
            """),
    RECLONE("""
            compare | Rejoin 3a | no acker, not the primary; no run | read what the primary has | 10 min; an order: commandDeadline | repeat
            measure | Rejoin 3b | the same | choose the donor; its data fits on this server's disk | 10 min, 30 s without an answer; an order: commandDeadline | wait, or refuse
            copy | Rejoin 3c | the same | save its own transactions; its data becomes a copy of the donor's; new server_uuid, start harmless | its order: 2 h 10 min | its data is not whole: repeat, from any donor
            verify | Rejoin 3d | the same | nothing is left that the primary lacks | 10 min; an order: commandDeadline | repeat
            """),
    REATTACH("""
            follow | - | an acker that runs and does not follow | follow the primary with semi-sync on | 30 s; an order: 2 × commandDeadline | repeat
            """),
    ADMIT("""
            admit | - | an acker that is refused at the primary | unlock the acker's replication account: Prove may have shut it while it joined | 30 s; an order: commandDeadline | repeat
            """),
    START("""
            start | - | nothing is in its way at the start gate | start mysqld as it is | 30 s; an order: applyDeadline | repeat
            """),
    RESTART("""
            kill | - | a replica, silent for twice leaveAfter | kill a replica's mysqld that does not answer; its agent starts it again | 30 s; an order: commandDeadline | repeat
            """),
    SHUTDOWN("""
            hold | - | an operator's word | every proxy holds new clients | routeDeadline | reopen at the next start
            close | - | nothing waits for an acknowledgement | the primary becomes read-only; nothing waits | 15 s; an order: lockWait + commandDeadline | reopen at the next start
            stop-primary | - | the primary is closed | stop the primary in an orderly way | none; an order: applyDeadline | start again
            stop-replicas | - | the primary is stopped | stop the replicas in an orderly way | none; an order: applyDeadline | start again
            """),
    MAINTENANCE("""
            record | - | not the primary, not the last acker | record: out of service, or in service again | none | none
            leave | - | - | out of service: it is no acker any more | 60 s | none: it leaves later
            """),
    MODE("""
            record | - | an operator's word | record: mode | none | none
            """),
    WEB_CHANGE("""
            record | - | enough others stay in service | record: what is wanted of the web server | none | none
            route | - | - | every proxy does so, read back | none; an order: commandDeadline | repeat
            quiet | - | nothing else was wanted of it since | of a server that is taken out: no session is left, seen twice | the operation's deadline, 30 s unless it says otherwise | none
            cut | - | the deadline passed, and nothing else was wanted of it since | record: in maintenance; every proxy ends the sessions that are left | 5 s | none: it stays as recorded
            """);

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records of strings
    private final List<Step> steps;

    Plan(String table) {
        this.steps = table.lines().map(Step::parse).toList();
    }

    public List<Step> steps() {
        return steps;
    }

    /** Every plan as a table of docs/plans.md, which the build holds against this. */
    public static String markdown() {
        StringBuilder text = new StringBuilder();
        for (Plan plan : values()) {
            text.append("\n## ").append(plan.word()).append("\n\n").append(Step.markdown(Step.HEADINGS));
            text.append("|---".repeat(Step.HEADINGS.size())).append("|\n");
            plan.steps.forEach(step -> text.append(Step.markdown(step.cells())));
        }
        return text.toString();
    }

    /** As in the journal, the API and the crash points. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
