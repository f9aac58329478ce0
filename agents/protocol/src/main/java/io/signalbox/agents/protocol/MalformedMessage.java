package io.signalbox.agents.protocol;

/** What came over the wire is not a message of this protocol. The message is one sentence and quotes no content. */
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMessage(String sentence) {
        super(sentence);
    }

    MalformedMessage(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
