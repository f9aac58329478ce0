package io.signalbox.agents.daemon.frontage;

/** Why a wish was not done; nothing was changed. The message is a sentence for people. */
final class WishRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    WishRefused(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    String code() {
        return code;
    }
}
