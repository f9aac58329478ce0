package io.signalbox.agents.daemon.proxy;

import java.util.OptionalDouble;

/** Is told what is known of web servers' loads, and done about them. */
public interface WebPoolListener {
    /**
     * After each look.
     *
     * @param percent the load that is decided by; empty if it is not known
     * @param share of its weight, in hundredths
     */
    void looked(String server, OptionalDouble percent, int share);

    /** A weight was changed. */
    void changed(String server, String sentence);
}
