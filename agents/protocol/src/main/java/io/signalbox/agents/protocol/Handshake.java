package io.signalbox.agents.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How both ends of a link prove that they hold the site's key without sending it: each answers the other's nonce with
 * HMAC-SHA256 over its role, the server's name and both nonces. Pure; nonces are passed in.
 */
public final class Handshake {
    /** The site's key, in bytes. */
    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private Handshake() {}

    /**
     * The key from the text of a key file.
     *
     * @throws IllegalArgumentException if the text is not {@value #KEY_BYTES} bytes in hex; the text is not quoted
     */
    public static byte[] key(String hex) {
        byte[] key;
        try {
            key = HexFormat.of().parseHex(hex.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a site key is " + 2 * KEY_BYTES + " hexadecimal digits");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a site key is " + 2 * KEY_BYTES + " hexadecimal digits, not " + 2 * key.length);
        }
        return key;
    }

    /** What a controller claims after {@code agentNonce}. */
    public static String controllerMac(byte[] key, String server, String agentNonce, String controllerNonce) {
        return mac(key, "controller\n" + server + "\n" + agentNonce + "\n" + controllerNonce);
    }

    /** What an agent answers to {@code controllerNonce}. */
    public static String agentMac(byte[] key, String server, String controllerNonce, String agentNonce) {
        return mac(key, "agent\n" + server + "\n" + controllerNonce + "\n" + agentNonce);
    }

    /** The bearer token of an agent's HTTP routes. */
    public static String bearer(byte[] key) {
        return mac(key, "agent-bearer");
    }

    /** Whether {@code given} is {@code expected}; the time taken does not tell how much of it is right. */
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
