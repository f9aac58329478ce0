package io.signalbox.haproxy.certificate;

import java.util.Locale;

/** Why a file cannot be a server's certificate. */
public enum Flaw {
    NOT_PEM,
    NO_CERTIFICATE,
    NO_PRIVATE_KEY,
    KEY_IS_ENCRYPTED,
    KEY_DOES_NOT_MATCH,
    EXPIRED,
    NOT_YET_VALID,
    CHAIN_INCOMPLETE,
    CHAIN_OUT_OF_ORDER,
    TOO_LONG;

    /** In lower case, as the API says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
