package io.signalbox.controller.core.analysis;

import static io.signalbox.controller.core.analysis.ProblemKind.Meaning.PRIMARY_IS_LOST;

import java.util.List;

/** The table of problems, most urgent first; the order is the priority. */
public enum ProblemKind {
    STORE_MAY_HAVE_GONE_BACK("An agent knows more than the store: nothing is done by itself until an operator adopts"),
    SECOND_SERVER_IS_OPEN("A server that is not the recorded primary accepts writes"),
    PRIMARY_DEAD(PRIMARY_IS_LOST, "The primary's own agent saw its mysqld end"),
    PRIMARY_HUNG(PRIMARY_IS_LOST, "The primary's SQL is silent and no replica receives anything from it"),
    PRIMARY_HOST_LOST(
            PRIMARY_IS_LOST, "The primary's agent is silent, and nobody who could hear of the primary hears anything"),
    PRIMARY_FILE_SYSTEM_READ_ONLY(
            PRIMARY_IS_LOST, "The primary's file system has become read-only, and its writes fail"),
    PRIMARY_DISK_FULL(PRIMARY_IS_LOST, "The primary's disk is as good as full"),
    PRIMARY_WRITES_STALLED(
            PRIMARY_IS_LOST,
            "The primary's disk stands still: its writes wait, for no acknowledgement and for no lock"),
    CONTROLLER_CUT_OFF("This controller hears neither the primary nor enough of the others: it may be the one cut off"),
    PRIMARY_UNREACHABLE_REPLICAS_STILL_CONNECTED(
            "The primary's agent cannot be reached from here, but a replica still receives from it: not lost"),
    PRIMARY_UNREACHABLE_PROXIES_STILL_CONNECTED(
            "The primary's agent cannot be reached from here, but a proxy's connections to it still work: not lost"),
    PRIMARY_SILENT_REPLICAS_STILL_RECEIVE("The primary's SQL is silent, but a replica still receives: not lost"),
    PRIMARY_UNREACHABLE_NOBODY_CAN_TELL(
            "The primary's agent cannot be reached, and nobody else could tell whether the primary lives"),
    PRIMARY_WAITS_FOR_PROCESSOR(
            "The primary's SQL is late because mysqld or its agent waits for a processor: overloaded, not lost"),
    PRIMARY_AGENT_LOST("The primary's agent cannot be reached; its mysqld may well be healthy"),
    PRIMARY_STOPPED_ON_PURPOSE("The primary was stopped in an orderly way"),
    PRIMARY_CLOSED("The primary runs, but accepts no writes"),
    NO_RECORD("No primary was ever recorded; where servers hold something already, an operator names the first"),
    WRITES_WAIT_FOR_ACKNOWLEDGEMENT("Commits wait on the primary: no server acknowledges them"),
    WRITES_WAIT_FOR_LOCK("Writes wait on the primary for a lock that somebody holds; it is alive"),
    PRIMARY_WRITES_SLOW("The primary's writes wait for its disk: degraded"),
    ACKNOWLEDGEMENTS_NOT_COUNTED("The record counts on acknowledgements, but the primary does not wait for them"),
    ALONE("The primary counts no acknowledgements: losing it loses writes, so nobody would be promoted"),
    NOT_PROVEN("It is not proven that the ackers hold all history: nobody else would be promoted"),
    RECEIVED_LOST(
            "The server once had received transactions that it has no more: what it acknowledged cannot be vouched for"),
    DIVERGED("Only a copy of another server's data makes this server whole again"),
    COPYING("The server's data is being replaced by a copy of another's, and is not whole"),
    ACKER_DETACHED("A server whose acknowledgement counts does not follow the primary"),
    ACKER_CUT_OFF("A server whose acknowledgement counts cannot reach the primary, which runs"),
    APPLIER_BROKEN("The replica's applier stopped with an error"),
    SERVER_SILENT(
            "The replica's mysqld runs and does not answer; after twice leaveAfter it is killed and started again"),
    CANNOT_START("mysqld does not start"),
    AT_THE_GATE("mysqld ended, and waits for its tail to be looked at before it may start"),
    FILE_SYSTEM_READ_ONLY("The file system of the data is read-only; the server is no candidate"),
    DISK_CRITICAL("The disk is as good as full; the server is no candidate"),
    CONNECTIONS_EXHAUSTED("All connections that mysqld allows are in use; it is alive"),
    PROBE_CREDENTIALS_REFUSED("mysqld refuses the agent's account; it is alive"),
    OFFLINE("mysqld turns all clients away: somebody set offline_mode"),
    PROBE_CERTIFICATE_REFUSED("The agent and mysqld do not agree on a certificate; mysqld is alive"),
    LAGS("The replica lags"),
    AGENT_LOST("The agent cannot be reached"),
    PROXY_AGENT_LOST("The proxy's agent cannot be reached; the proxy is presumed to route as before"),
    PROXY_DOWN("HAProxy does not answer its runtime socket"),
    PROXY_DRIFTED("HAProxy's state differs from what is wanted"),
    DISK_FILLS("Less than a tenth of the disk is free"),
    FEWER_ACKNOWLEDGEMENTS("Commits wait for fewer acknowledgements than are wanted"),
    IN_MAINTENANCE("An operator took the server out of service"),
    CLOCK_JUMPED("This controller's clock was set, or its host slept: what it had seen before was dropped"),
    PAUSED("Automatic acts are switched off");

    /** What a row means for the decision. */
    public enum Meaning {
        PRIMARY_IS_LOST,
        REPORTED
    }

    private final Meaning consequence;
    private final String sentence;

    ProblemKind(String sentence) {
        this(Meaning.REPORTED, sentence);
    }

    ProblemKind(Meaning consequence, String sentence) {
        this.consequence = consequence;
        this.sentence = sentence;
    }

    /** 0 is the most urgent. */
    public int priority() {
        return List.of(values()).indexOf(this);
    }

    public String meaning() {
        return sentence;
    }

    /** Somebody else ought to be primary, if every other gate lets it. */
    public boolean primaryIsLost() {
        return consequence == Meaning.PRIMARY_IS_LOST;
    }
}
