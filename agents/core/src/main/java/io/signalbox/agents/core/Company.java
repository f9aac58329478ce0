package io.signalbox.agents.core;

/** What can be said of those who could acknowledge this server's commits. */
public enum Company {
    /** At least one is connected, and the network answers for it. */
    CONNECTED,
    /** None is connected, or nothing that was sent to any of them is answered. */
    NONE,
    /** Commits wait for nobody: the semi-sync source side is off. */
    NOT_NEEDED,
    /** It could not be looked at. */
    UNKNOWN
}
