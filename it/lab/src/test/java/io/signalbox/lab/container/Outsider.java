package io.signalbox.lab.container;

import org.testcontainers.containers.ContainerState;

/** Somebody on the clients' network who knocks where he has no business, and has root in his own container. */
record Outsider(ContainerState container) {
    private static final String SECONDS = "3";

    /** Can a TCP connection be made? */
    boolean reaches(String address, int port) {
        return Inside.run(container, "timeout", SECONDS, "bash", "-c", "exec 3<>/dev/tcp/" + address + "/" + port)
                        .getExitCode()
                == 0;
    }

    /** The same with a route of his own. */
    boolean reaches(String address, int port, String via) {
        Inside.succeeds(container, "ip", "route", "add", address + "/32", "via", via);
        try {
            return reaches(address, port);
        } finally {
            Inside.succeeds(container, "ip", "route", "del", address + "/32");
        }
    }
}
