package io.signalbox.agents.daemon.isolation;

import java.io.IOException;

/** This host has no sock_diag(7), or keeps it from us; asking again would change nothing. */
final class NoSockDiag extends IOException {
    private static final long serialVersionUID = 1;

    NoSockDiag(String message) {
        super(message);
    }

    NoSockDiag(String message, Throwable cause) {
        super(message, cause);
    }
}
