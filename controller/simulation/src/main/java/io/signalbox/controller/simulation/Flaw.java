package io.signalbox.controller.simulation;

/** What must never be built or configured so; for planted mutations only. */
enum Flaw {
    /** Without {@code super_read_only} in the configuration file. */
    BOOTS_WRITABLE,
    /** Without the new server_uuid: the cut frees GTIDs that the same server gives out again. */
    TAIL_CUT_KEEPS_UUID,
    /** {@code relay_log_recovery=ON}. */
    RELAY_LOG_DISCARDED_AT_RESTART,
    /** Every write succeeds, whatever the store holds. */
    STORE_DOES_NOT_COMPARE,
    /** The memory of an agent's predecessor is not read. */
    AGENT_FORGETS,
    /** A replica's account is locked, but its dump connection goes on. */
    SHUT_DOOR_LEAVES_THE_DUMP,
    /** A replica's dump connection is ended, but its account is not locked. */
    SHUT_DOOR_LEAVES_THE_ACCOUNT
}
