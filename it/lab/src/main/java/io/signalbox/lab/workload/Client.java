package io.signalbox.lab.workload;

import java.time.Duration;

/** Works in a thread of its own until it is told to stop. */
interface Client extends Runnable {
    /** Of any wait for the network. Longer than HAProxy holds a client, so that it is HAProxy's word that counts. */
    Duration NETWORK_BOUND = Duration.ofSeconds(40);

    /** Lets the work under way end by itself. */
    void stop();

    /** Ends the work under way: its outcome stays unknown. */
    void drop();
}
