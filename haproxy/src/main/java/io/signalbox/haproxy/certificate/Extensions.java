package io.signalbox.haproxy.certificate;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a certificate may be used for, and for which names. */
final class Extensions {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final int KEY_IDENTIFIER = 0x80;
    private static final int IDENTIFIER_BYTES = 20;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    /** digitalSignature. */
    private static final byte[] SIGNS = {0x03, 0x02, 0x07, (byte) 0x80};
    /** keyCertSign. */
    private static final byte[] SIGNS_CERTIFICATES = {0x03, 0x02, 0x02, 0x04};

    private Extensions() {}

    /** Signs servers' certificates, and no further authority's. */
    static byte[] ofRoot(PublicKey key) throws GeneralSecurityException {
        return Der.sequence(
                critical("2.5.29.19", Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))),
                critical("2.5.29.15", SIGNS_CERTIFICATES),
                extension("2.5.29.14", Der.octets(identifier(key))));
    }

    /** @param issuer the key of whoever signs it */
    static byte[] ofServer(List<String> names, PublicKey issuer) throws GeneralSecurityException {
        return forUse(Der.sequence(Der.oid(SERVER)), names, issuer);
    }

    /** For a server that shows it, too, when it calls others of its kind. */
    static byte[] ofPeer(List<String> names, PublicKey issuer) throws GeneralSecurityException {
        return forUse(Der.sequence(Der.oid(SERVER), Der.oid(CLIENT)), names, issuer);
    }

    private static byte[] forUse(byte[] uses, List<String> names, PublicKey issuer) throws GeneralSecurityException {
        byte[][] general = names.stream().map(Extensions::name).toArray(byte[][]::new);
        return Der.sequence(
                critical("2.5.29.15", SIGNS),
                extension("2.5.29.37", uses),
                extension("2.5.29.17", Der.sequence(general)),
                extension("2.5.29.35", Der.sequence(Der.value(KEY_IDENTIFIER, identifier(issuer)))));
    }

    /** Only has to tell keys apart. */
    private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), IDENTIFIER_BYTES);
    }

    private static byte[] name(String name) {
        return IPV4.matcher(name).matches()
                ? Der.value(IP_ADDRESS, address(name))
                : Der.value(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] address(String dotted) {
        String[] parts = dotted.split("\\.");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }
}
