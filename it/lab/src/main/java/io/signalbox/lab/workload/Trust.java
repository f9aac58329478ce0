package io.signalbox.lab.workload;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a client that speaks TLS demands of the server's certificate.
 *
 * @param authority a PKCS #12 file of certificates; without one nothing is demanded, and a certificate that has expired is refused all the
 *     same: the driver does so
 */
public record Trust(Optional<Path> authority) {
    /** The file's, which holds no secret. */
    public static final String PASSWORD = "certificates-only";

    /** Encrypted, whoever the server is. */
    public static final Trust ANYBODY = new Trust(Optional.empty());

    /** Nobody but who shows a valid certificate that one of these has signed. */
    public static Trust only(Path authority) {
        return new Trust(Optional.of(authority));
    }

    void into(Properties properties) {
        properties.setProperty("sslMode", authority.isPresent() ? "VERIFY_CA" : "REQUIRED");
        authority.ifPresent(file -> {
            properties.setProperty("trustCertificateKeyStoreUrl", file.toUri().toString());
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty("trustCertificateKeyStorePassword", PASSWORD);
            properties.setProperty("fallbackToSystemTrustStore", "false");
        });
    }
}
