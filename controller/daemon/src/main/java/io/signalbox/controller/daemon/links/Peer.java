package io.signalbox.controller.daemon.links;

/** Where the agent of {@code server} listens. */
public record Peer(String server, String host, int port) {
    @Override
    public String toString() {
        return "the agent of " + server + " at " + host + ":" + port;
    }
}
