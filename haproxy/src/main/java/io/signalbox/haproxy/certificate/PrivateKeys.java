package io.signalbox.haproxy.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** Reads private keys, and tells whether one belongs to a public key. */
final class PrivateKeys {
    private static final int CHALLENGE_BYTES = 32;

    private PrivateKeys() {}

    /** PKCS #8, or the older forms of RSA and elliptic curves, which leave out what the public key says as well. */
    static PrivateKey read(PemBlock block, PublicKey of) throws CertificateRefused {
        byte[] pkcs8 = block.label().equals("PRIVATE KEY")
                ? block.der()
                : Der.sequence(Der.integer(BigInteger.ZERO), Der.first(of.getEncoded()), Der.octets(block.der()));
        try {
            return KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw mismatch();
        }
    }

    /** What one signs the other must find right. */
    static void require(PrivateKey key, PublicKey publicKey) throws CertificateRefused {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        new SecureRandom().nextBytes(challenge);
        try {
            Signature signature = Signature.getInstance(algorithm(publicKey));
            signature.initSign(key);
            signature.update(challenge);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(challenge);
            if (!signature.verify(signed)) {
                throw mismatch();
            }
        } catch (GeneralSecurityException e) {
            throw mismatch();
        }
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static CertificateRefused mismatch() {
        return new CertificateRefused(
                Flaw.KEY_DOES_NOT_MATCH, "the private key is not the one that the first certificate was made for");
    }
}
