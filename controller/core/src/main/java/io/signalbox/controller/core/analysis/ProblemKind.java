package io.signalbox.controller.core.analysis;

import java.util.List;

/** The table of problems, most urgent first; the order is the priority. */
public enum ProblemKind {
    STORE_MAY_HAVE_GONE_BACK("An agent knows more than the store: nothing is done by itself until an operator adopts"),
    SECOND_SERVER_IS_OPEN("A server that is not the recorded primary accepts writes"),
    PRIMARY_DEAD("The primary's own agent saw its mysqld end"),
    PRIMARY_HUNG("The primary's SQL is silent and no replica receives anything from it"),
    PRIMARY_SILENT_REPLICAS_STILL_RECEIVE("The primary's SQL is silent, but a replica still receives: not lost"),
    PRIMARY_AGENT_LOST("The primary's agent cannot be reached; its mysqld may well be healthy"),
    PRIMARY_STOPPED_ON_PURPOSE("The primary was stopped in an orderly way"),
    PRIMARY_CLOSED("The primary runs, but accepts no writes"),
    NO_RECORD("No primary was ever recorded"),
    WRITES_WAIT_FOR_ACKNOWLEDGEMENT("Commits wait on the primary: no server acknowledges them"),
    ACKNOWLEDGEMENTS_NOT_COUNTED("The record counts on acknowledgements, but the primary does not wait for them"),
    ALONE("The primary counts no acknowledgements: losing it loses writes, so nobody would be promoted"),
    NOT_PROVEN("It is not proven that the ackers hold all history: nobody else would be promoted"),
    DIVERGED("Only a copy of another server's data makes this server whole again"),
    COPYING("The server's data is being replaced by a copy of another's, and is not whole"),
    ACKER_DETACHED("A server whose acknowledgement counts does not follow the primary"),
    APPLIER_BROKEN("The replica's applier stopped with an error"),
    CANNOT_START("mysqld does not start"),
    AT_THE_GATE("mysqld ended, and waits for its tail to be looked at before it may start"),
    LAGS("The replica lags"),
    AGENT_LOST("The agent cannot be reached"),
    PROXY_AGENT_LOST("The proxy's agent cannot be reached; the proxy is presumed to route as before"),
    PROXY_DOWN("HAProxy does not answer its runtime socket"),
    PROXY_DRIFTED("HAProxy's state differs from what is wanted"),
    DISK_FILLS("Less than a tenth of the disk is free"),
    FEWER_ACKNOWLEDGEMENTS("Commits wait for fewer acknowledgements than are wanted"),
    IN_MAINTENANCE("An operator took the server out of service"),
    PAUSED("Automatic acts are switched off");

    private final String meaning;

    ProblemKind(String meaning) {
        this.meaning = meaning;
    }

    /** 0 is the most urgent. */
    public int priority() {
        return List.of(values()).indexOf(this);
    }

    public String meaning() {
        return meaning;
    }
}
