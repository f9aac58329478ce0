package io.signalbox.agents.daemon.link;

import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Lets those in who hold the site's key, and shows them that this agent holds it too. */
public final class Doorkeeper {
    private static final int NONCE_BYTES = 32;

    private final byte[] key;
    private final String server;
    private final String incarnation;
    private final SecureRandom random = new SecureRandom();

    /** @param incarnation names this life of the agent */
    public Doorkeeper(byte[] key, String server, String incarnation) {
        this.key = key.clone();
        this.server = server;
        this.incarnation = incarnation;
    }

    Frame.Greeting greeting() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Frame.Greeting(
                Frame.VERSION,
                Optional.of(Frame.OLDEST),
                server,
                incarnation,
                HexFormat.of().formatHex(nonce));
    }

    boolean believes(Frame.Greeting greeting, Frame.Claim claim) {
        return Handshake.same(Handshake.controllerMac(key, server, greeting.nonce(), claim.nonce()), claim.mac());
    }

    Frame.Welcome welcome(Frame.Greeting greeting, Frame.Claim claim) {
        return new Frame.Welcome(Handshake.agentMac(key, server, claim.nonce(), greeting.nonce()));
    }
}
