package io.signalbox.agents.daemon.proxy;

/** HAProxy answers, but must not or cannot be driven now. */
final class NotDriven extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    NotDriven(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** For programs. */
    String code() {
        return code;
    }
}
