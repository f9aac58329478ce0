package io.signalbox.agents.daemon.proxy;

import java.util.Optional;

/** Is told what the read pool knows and does. */
public interface PoolListener {
    /**
     * After each look.
     *
     * @param share of its weight, in hundredths
     */
    void looked(String server, Optional<Asker.Freshness> freshness, int share, boolean fresh);

    /** A weight was changed, or a door. */
    void changed(String server, String sentence);
}
