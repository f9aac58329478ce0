package io.signalbox.site.layout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** One address and port that a process of the site will listen on. */
public record Endpoint(String process, String host, int port) {

    /** Could the process listen there now? */
    public boolean free() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** {@code host:port}. */
    public String address() {
        return host + ":" + port;
    }
}
