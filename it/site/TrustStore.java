import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;

/** {@code java TrustStore.java STORE PEM-FILE...}: makes a store for {@code lib/security/cacerts} of all certificates in the files. */
final class TrustStore {
    /** Java's own for a store that holds no secret. */
    private static final String PASSWORD = "changeit";

    private TrustStore() {}

    public static void main(String[] arguments) throws GeneralSecurityException, IOException {
        // JKS, as Java opens its trust store without a password, and then sees no certificate in a PKCS12 made with one.
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            add(store, Path.of(file));
        }
        try (var out = Files.newOutputStream(Path.of(arguments[0]))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static void add(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        if (!Files.isReadable(file)) {
            return; // A pattern that matched nothing.
        }
        try (var in = Files.newInputStream(file)) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
        }
    }
}
