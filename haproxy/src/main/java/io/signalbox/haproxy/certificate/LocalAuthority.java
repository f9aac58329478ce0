package io.signalbox.haproxy.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Signs certificates of a site for which nobody else does: P-256, without any program but the JDK.
 *
 * @param root its own certificate, which a browser may be told to trust
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280">RFC 5280</a>
 */
public record LocalAuthority(X509Certificate root, PrivateKey key) {
    /** Clocks differ. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int SERIAL_BITS = 127;
    private static final String CURVE = "secp256r1";
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));

    /** A new one. */
    public static LocalAuthority create(String name, Instant from, Duration lives) throws GeneralSecurityException {
        KeyPair pair = pair();
        Subject itself = new Subject(name, pair.getPublic(), from.minus(BEFORE), from.plus(lives));
        byte[] certificate = sign(name, itself, Extensions.ofRoot(pair.getPublic()), pair.getPrivate());
        return new LocalAuthority(parse(certificate), pair.getPrivate());
    }

    /** One that was made earlier, from the text of {@link #pem}. */
    public static LocalAuthority read(String pem) throws CertificateRefused {
        List<PemBlock> blocks = PemBlock.of(pem);
        try {
            X509Certificate root = parse(blocks.getFirst().der());
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(blocks.getLast().der()));
            PrivateKeys.require(key, root.getPublicKey());
            return new LocalAuthority(root, key);
        } catch (GeneralSecurityException e) {
            throw new CertificateRefused(Flaw.NOT_PEM, "this is no authority's certificate with its key");
        }
    }

    /** A server's certificate, with a new key and this authority's own certificate behind it. */
    public String issue(List<String> names, Instant from, Duration lives) throws GeneralSecurityException {
        return issue(names, Extensions.ofServer(names, root.getPublicKey()), from, lives);
    }

    /** The same for servers that show it to each other. */
    public String issueToPeer(List<String> names, Instant from, Duration lives) throws GeneralSecurityException {
        return issue(names, Extensions.ofPeer(names, root.getPublicKey()), from, lives);
    }

    private String issue(List<String> names, byte[] extensions, Instant from, Duration lives)
            throws GeneralSecurityException {
        KeyPair pair = pair();
        Subject server = new Subject(names.getFirst(), pair.getPublic(), from.minus(BEFORE), from.plus(lives));
        byte[] certificate = sign(name(root), server, extensions, key);
        return block("CERTIFICATE", certificate)
                + rootPem()
                + block("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** Its certificate alone. */
    public String rootPem() throws GeneralSecurityException {
        return block("CERTIFICATE", root.getEncoded());
    }

    /** Its certificate and its key. Secret. */
    public String pem() throws GeneralSecurityException {
        return rootPem() + block("PRIVATE KEY", key.getEncoded());
    }

    private record Subject(String name, PublicKey key, Instant from, Instant until) {}

    private static byte[] sign(String issuer, Subject of, byte[] extensions, PrivateKey by)
            throws GeneralSecurityException {
        byte[] body = Der.sequence(
                Der.value(VERSION, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1)),
                ECDSA_WITH_SHA256,
                commonName(issuer),
                Der.sequence(Der.time(of.from()), Der.time(of.until())),
                commonName(of.name()),
                of.key().getEncoded(),
                Der.value(EXTENSIONS, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(by);
        signature.update(body);
        return Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    }

    private static byte[] commonName(String name) {
        return Der.sequence(Der.value(Der.SET, Der.sequence(Der.oid("2.5.4.3"), Der.text(name))));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().substring("CN=".length());
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    private static X509Certificate parse(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static String block(String label, byte[] der) {
        return new PemBlock(label, der).text();
    }

    @Override
    public String toString() {
        return "authority " + root.getSubjectX500Principal();
    }
}
