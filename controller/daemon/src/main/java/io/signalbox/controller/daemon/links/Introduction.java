package io.signalbox.controller.daemon.links;

import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import java.util.Optional;

/** The controller's half of the first three frames of one link; pure, the nonce is passed in. */
final class Introduction {
    /** What to do after a frame. */
    sealed interface Next {}

    record Say(Frame frame) implements Next {}

    record Trusted() implements Next {}

    record HangUp(String reason) implements Next {}

    private final byte[] key;
    private final String controller;
    private final String server;
    private final String nonce;
    private Optional<String> agentNonce = Optional.empty();

    Introduction(byte[] key, String controller, String server, String nonce) {
        this.key = key;
        this.controller = controller;
        this.server = server;
        this.nonce = nonce;
    }

    Next hear(Frame frame) {
        return switch (frame) {
            case Frame.Greeting greeting -> agentNonce.isEmpty() ? claim(greeting) : outOfTurn(frame);
            case Frame.Welcome welcome ->
                agentNonce.map(theirs -> judge(welcome, theirs)).orElseGet(() -> outOfTurn(frame));
            case Frame.Denied denied -> new HangUp("it denied the link: " + denied.reason());
            default -> outOfTurn(frame);
        };
    }

    private static Next outOfTurn(Frame frame) {
        return new HangUp("it sent " + frame.getClass().getSimpleName() + " out of turn");
    }

    private Next claim(Frame.Greeting greeting) {
        if (!greeting.server().equals(server)) {
            return new HangUp("it says that it is " + greeting.server());
        }
        if (greeting.common(Frame.VERSION, Frame.OLDEST).isEmpty()) {
            return new HangUp("it speaks versions " + greeting.versions() + " of the protocol, this controller "
                    + Frame.OLDEST + " to " + Frame.VERSION);
        }
        if (greeting.nonce().equals(nonce)) {
            return new HangUp("it sent back the controller's own nonce");
        }
        agentNonce = Optional.of(greeting.nonce());
        String mac = Handshake.controllerMac(key, server, greeting.nonce(), nonce);
        return new Say(new Frame.Claim(controller, nonce, mac));
    }

    private Next judge(Frame.Welcome welcome, String theirs) {
        return Handshake.same(Handshake.agentMac(key, server, nonce, theirs), welcome.mac())
                ? new Trusted()
                : new HangUp("it does not hold the site's key");
    }
}
