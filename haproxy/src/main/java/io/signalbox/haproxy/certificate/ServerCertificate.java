package io.signalbox.haproxy.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A chain with its key that a server can show: nothing is wrong with it as far as can be told without asking anybody.
 *
 * @param chain the server's own first, each signed by the next
 * @param pem as HAProxy is given it: chain, then key. Secret
 */
public record ServerCertificate(List<X509Certificate> chain, String pem) {
    /** The runtime API takes a command of less than 16 kB together with its payload. */
    public static final int LONGEST = 15_000;

    private static final String CERTIFICATE = "CERTIFICATE";

    public ServerCertificate {
        chain = List.copyOf(chain);
    }

    /** @param now to judge its validity by */
    public static ServerCertificate read(String text, Instant now) throws CertificateRefused {
        List<PemBlock> blocks = PemBlock.of(text);
        List<X509Certificate> chain = chain(blocks);
        PemBlock key = key(blocks);
        X509Certificate leaf = chain.getFirst();
        PrivateKeys.require(PrivateKeys.read(key, leaf.getPublicKey()), leaf.getPublicKey());
        for (X509Certificate each : chain) {
            requireValid(each, now);
        }
        requireComplete(chain);
        return new ServerCertificate(chain, written(blocks, key));
    }

    private static List<X509Certificate> chain(List<PemBlock> blocks) throws CertificateRefused {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.label().equals(CERTIFICATE)) {
                chain.add(certificate(block));
            }
        }
        if (chain.isEmpty()) {
            throw new CertificateRefused(Flaw.NO_CERTIFICATE, "there is no block CERTIFICATE in it");
        }
        return chain;
    }

    private static X509Certificate certificate(PemBlock block) throws CertificateRefused {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            throw new CertificateRefused(Flaw.NOT_PEM, "what is in a block CERTIFICATE is no certificate");
        }
    }

    private static PemBlock key(List<PemBlock> blocks) throws CertificateRefused {
        List<PemBlock> keys = blocks.stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.stream().anyMatch(block -> block.label().startsWith("ENCRYPTED"))) {
            throw new CertificateRefused(
                    Flaw.KEY_IS_ENCRYPTED, "the key needs a password, and HAProxy has nobody to ask for it");
        }
        if (keys.size() != 1) {
            throw new CertificateRefused(
                    Flaw.NO_PRIVATE_KEY, "there must be one block PRIVATE KEY in it, and there are " + keys.size());
        }
        return keys.getFirst();
    }

    private static void requireValid(X509Certificate certificate, Instant now) throws CertificateRefused {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (!now.isBefore(end)) {
            throw new CertificateRefused(Flaw.EXPIRED, subject(certificate) + " has expired, at " + end);
        }
        if (now.isBefore(begin)) {
            throw new CertificateRefused(
                    Flaw.NOT_YET_VALID, subject(certificate) + " is valid from " + begin + " only");
        }
    }

    /**
     * Browsers know roots, and are told of what lies between. So the last one must be a root, or be signed by one that this
     * machine knows; whose clients know another root puts that at the end of the file.
     */
    private static void requireComplete(List<X509Certificate> chain) throws CertificateRefused {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!signed(chain.get(i), chain.get(i + 1))) {
                throw new CertificateRefused(
                        Flaw.CHAIN_OUT_OF_ORDER,
                        subject(chain.get(i)) + " is not signed by what follows it, " + subject(chain.get(i + 1)));
            }
        }
        X509Certificate last = chain.getLast();
        if (!signed(last, last) && roots().noneMatch(root -> signed(last, root))) {
            throw new CertificateRefused(
                    Flaw.CHAIN_INCOMPLETE,
                    subject(last) + " is signed by " + last.getIssuerX500Principal()
                            + ", which is neither in the file nor a root that this machine knows");
        }
    }

    private static boolean signed(X509Certificate certificate, X509Certificate by) {
        if (!certificate.getIssuerX500Principal().equals(by.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Stream<X509Certificate> roots() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()));
        } catch (GeneralSecurityException e) {
            return Stream.empty();
        }
    }

    private static String written(List<PemBlock> blocks, PemBlock key) throws CertificateRefused {
        String text = Stream.concat(
                        blocks.stream().filter(block -> block.label().equals(CERTIFICATE)), Stream.of(key))
                .map(PemBlock::text)
                .collect(Collectors.joining());
        if (text.length() > LONGEST) {
            throw new CertificateRefused(
                    Flaw.TOO_LONG, "it has " + text.length() + " bytes; HAProxy takes " + LONGEST + " at run time");
        }
        return text;
    }

    /** Of the server's own certificate, as HAProxy prints it. It names, and proves nothing. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(chain.getFirst().getEncoded());
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1, and what was parsed can be encoded", e);
        }
    }

    /** When the first of the chain expires. */
    public Instant notAfter() {
        return chain.stream()
                .map(each -> each.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Whether it expires within that time. */
    public boolean endsWithin(Duration time, Instant now) {
        return notAfter().isBefore(now.plus(time));
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }

    @Override
    public String toString() {
        return "certificate " + fingerprint();
    }
}
