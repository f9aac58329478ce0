package io.signalbox.haproxy.real;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** 254 addresses of this host that no other test uses at the same time; the last one is bound to say so. */
public final class LoopbackNetwork implements AutoCloseable {
    private static final String PREFIX = "127.204.";
    private static final int NETWORKS = 250;
    private static final int CLAIM_PORT = 3306;

    private final String network;
    private final ServerSocket claim;

    private LoopbackNetwork(String network, ServerSocket claim) {
        this.network = network;
        this.claim = claim;
    }

    public static LoopbackNetwork claim() throws IOException {
        int first = (int) (ProcessHandle.current().pid() % NETWORKS);
        for (int i = 0; i < NETWORKS; i++) {
            String network = PREFIX + (first + i) % NETWORKS;
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName(network + ".254"), CLAIM_PORT));
                return new LoopbackNetwork(network, socket);
            } catch (BindException e) {
                socket.close();
            }
        }
        throw new AssertionError("every network " + PREFIX + "N is in use");
    }

    /** The first three numbers of its addresses. */
    public String prefix() {
        return network;
    }

    public String host(int number) {
        return network + "." + number;
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
