package io.signalbox.controller.simulation;

/** Sees what servers do; the judge behind it is nobody's concern here. */
interface Witness {
    /** The client was told OK. */
    void acknowledged(SimulatedMysql server, Transaction transaction);

    /** The server left read-only. */
    void opened(SimulatedMysql server);

    void trace(String who, String what);
}
