package io.signalbox.agents.daemon.link;

/** The sending half of a connection. */
public interface Outlet {
    /** Whether it would rather not be given more now. */
    boolean isFull();

    void send(String text);

    /** Ends the connection, with the reason where the other side can see it. */
    void close(String reason);
}
