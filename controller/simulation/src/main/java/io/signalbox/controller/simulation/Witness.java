package io.signalbox.controller.simulation;

/** Sees what servers do; the judge behind it is nobody's concern here. */
interface Witness {
    /** The server gave this GTID to this content. */
    void named(SimulatedMysql server, Transaction transaction);

    /** The power was lost before this was synced: the server gives its GTID to other content. */
    void unwritten(SimulatedMysql server, Transaction transaction);

    /** The client was told OK. */
    void acknowledged(SimulatedMysql server, Transaction transaction);

    /** The server left read-only, came up, or lost something of its disk. */
    void changed(SimulatedMysql server);

    /** @param what parts of a sentence, put together only if somebody listens */
    void trace(String who, Object... what);
}
