package io.signalbox.controller.core.plan;

import java.util.List;
import java.util.Locale;

/**
 * Every procedure of Signalbox as a table that can be held beside docs/protocol.md row by row. A row is journaled before
 * it is done; the crash tests are generated from these rows.
 */
public enum Plan {
    FAILOVER(
            step("announce", "record: epoch+1, run=failover", "the next leader repeats revoke under the same epoch"),
            step(
                    "revoke",
                    "detach every server but the primary; close the proxies; fence a hung primary; choose: the superset"
                            + " of all received",
                    "repeat; without a quorum: give up, the recorded primary is reopened"),
            step(
                    "catch-up",
                    "only where nobody who holds everything may be promoted: the one who may be follows one who does,"
                            + " until it holds everything",
                    "repeat from revoke; past the deadline: give up, the recorded primary is reopened"),
            step(
                    "name",
                    "record: primary, ackers, proven, run=promote",
                    "none: from here on only the recorded primary is opened"),
            step("open", "point the ackers at the primary, semi-sync on; open it", "repeat"),
            step("route", "cut old sessions, open the new writer in every proxy, read back", "repeat"),
            step("finish", "record: run=none", "repeat")),
    SWITCHOVER(
            step("announce", "record: run=switchover", "rollback"),
            step("settle", "wait until the candidate's backlog is small", "rollback"),
            step(
                    "gather",
                    "ackers that the primary can spare follow the candidate: they count from its first write on",
                    "rollback"),
            step("hold", "every proxy holds new clients", "rollback"),
            step("close", "the primary becomes read-only, bounded; its sessions are cut", "rollback"),
            step("catch-up", "the candidate has received all that the primary has", "rollback"),
            step(
                    "name",
                    "record: epoch+1, primary, ackers, proven, run=promote",
                    "none: from here on only the recorded primary is opened"),
            step("open", "point the ackers at the primary, semi-sync on; open it", "repeat"),
            step("route", "cut old sessions, open the new writer in every proxy, read back", "repeat"),
            step("finish", "record: run=none", "repeat")),
    PROMOTE(
            step("open", "point the ackers at the primary, semi-sync on; open it", "repeat"),
            step("route", "cut old sessions, open the new writer in every proxy, read back", "repeat"),
            step("finish", "record: run=none", "repeat")),
    ROLLBACK(
            step("announce", "record: run=rollback", "repeat"),
            step("open", "open the recorded primary with the record's values", "repeat"),
            step("route", "open the writer in every proxy, read back", "repeat"),
            step("finish", "record: run=none", "repeat")),
    REOPEN(
            step("start", "start the recorded primary as it is", "repeat"),
            step("compare", "it holds all that its ackers received", "stop and say so"),
            step("open", "point the ackers at it; open it with the record's values", "repeat"),
            step("route", "open the writer in every proxy, read back", "repeat")),
    BOOTSTRAP(
            step("record", "record: the first primary, no ackers", "none was recorded: begin again"),
            step("open", "open it alone", "reopen"),
            step("route", "open the writer in every proxy, read back", "reopen")),
    GO_ALONE(
            step("record", "record: ackers={}, proven=false", "the record is right in both cases"),
            step("release", "source side off at the primary", "repeat")),
    DOUBT(step("record", "record: proven=false", "prove")),
    PROVE(
            step("holds", "shut out all but the ackers, source side on, read the whole history", "repeat"),
            step("received", "k of the ackers have received all of it", "repeat from holds"),
            step("record", "record: proven=true, if nothing else was written since holds", "repeat from holds")),
    LEAVE(
            step("lower", "k above n-1: record: k = n-1", "the record is right in both cases"),
            step("count", "the primary counts to k", "repeat"),
            step(
                    "detach",
                    "its agent confirms that it follows with semi-sync off; or the primary closes the door: its account"
                            + " locked, then its dump connection ended",
                    "repeat; an acker that was shut out is let in again"),
            step("holds", "shut out all but the ackers, source side on, read the whole history", "repeat"),
            step("received", "k of the remaining ackers have received all of it", "repeat from holds"),
            step("record", "record: it is no acker, if nothing else was written since holds", "repeat from holds")),
    RAISE(
            step("holds", "the primary counts to the greater k; read the whole history", "lower: the count"),
            step("received", "so many of the ackers have received all of it", "lower: the count"),
            step("record", "record: the greater k, if nothing else was written since holds", "lower: the count")),
    LOWER(
            step("record", "record: the smaller k", "the record is right in both cases"),
            step("count", "the primary counts to k", "repeat")),
    JOIN(
            step("follow", "follow the primary with semi-sync off", "repeat"),
            step("admit", "unlock its replication account", "repeat"),
            step("catch-up", "received nearly all that the primary has", "repeat"),
            step("record", "record: one of the ackers", "leave it out"),
            step("acknowledge", "follow with semi-sync on", "repeat")),
    REJOIN(
            step("compare", "read its own transactions, then the primary's", "repeat"),
            step("rewind", "save and cut the tail, new server_uuid, start harmless", "repeat"),
            step("verify", "nothing is left that the primary lacks", "reclone")),
    RECLONE(
            step("compare", "no acker, not the primary; read what the primary has", "repeat"),
            step("measure", "choose the donor; its data fits on this server's disk", "wait, or refuse"),
            step(
                    "copy",
                    "save its own transactions; its data becomes a copy of the donor's; new server_uuid, start harmless",
                    "its data is not whole: repeat, from any donor"),
            step("verify", "nothing is left that the primary lacks", "repeat")),
    REATTACH(step("follow", "follow the primary with semi-sync on", "repeat")),
    ADMIT(step("admit", "unlock the acker's replication account: Prove may have shut it while it joined", "repeat")),
    START(step("start", "start mysqld as it is", "repeat")),
    RESTART(step("kill", "kill a replica's mysqld that does not answer; its agent starts it again", "repeat")),
    SHUTDOWN(
            step("hold", "every proxy holds new clients", "reopen at the next start"),
            step("close", "the primary becomes read-only; nothing waits", "reopen at the next start"),
            step("stop-primary", "stop the primary in an orderly way", "start again"),
            step("stop-replicas", "stop the replicas in an orderly way", "start again")),
    MAINTENANCE(
            step("record", "record: out of service, or in service again", "none"),
            step("leave", "out of service: it is no acker any more", "none: it leaves later")),
    MODE(step("record", "record: mode", "none")),
    WEB_CHANGE(
            step("record", "record: what is wanted of the web server", "none"),
            step("route", "every proxy does so, read back", "repeat"),
            step("quiet", "of a server that is taken out: no session is left, seen twice, or the deadline", "none"),
            step(
                    "cut",
                    "only past the deadline: record: in maintenance; every proxy ends the sessions that are left",
                    "none: it stays as recorded"));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of records of strings
    private final List<Step> steps;

    Plan(Step... steps) {
        this.steps = List.of(steps);
    }

    private static Step step(String name, String act, String undo) {
        return new Step(name, act, undo);
    }

    public List<Step> steps() {
        return steps;
    }

    /** Every plan as a table of docs/plans.md, which the build holds against this. */
    public static String markdown() {
        StringBuilder text = new StringBuilder();
        for (Plan plan : values()) {
            text.append("\n## ")
                    .append(plan.word())
                    .append("\n\n| step | does | when the plan ends here |\n|---|---|---|\n");
            plan.steps.forEach(s -> text.append("| %s | %s | %s |\n".formatted(s.name(), s.act(), s.undo())));
        }
        return text.toString();
    }

    /** As in the journal, the API and the crash points. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
