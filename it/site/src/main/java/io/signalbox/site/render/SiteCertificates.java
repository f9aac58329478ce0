package io.signalbox.site.render;

import io.signalbox.haproxy.certificate.CertificateRefused;
import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.haproxy.certificate.ServerCertificate;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * HTTPS for a site without a certificate of its own: an authority made at the first start, whose certificate browsers may be told to
 * trust, and what it signs. What an operator put in is left alone.
 */
record SiteCertificates(SitePlan plan) {
    private static final Duration AUTHORITY_LIVES = Duration.ofDays(3650);
    /** Some browsers take nothing that lives longer. */
    private static final Duration CERTIFICATE_LIVES = Duration.ofDays(397);
    /** A certificate of ours that ends sooner is renewed at a start. */
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /** Makes what is missing or about to end. */
    void create(String proxy) throws IOException {
        try {
            LocalAuthority authority = authority();
            Path file = plan.layout().certificate(proxy);
            if (wanted(file, authority)) {
                Secrets.directory(plan.layout().certificates(proxy));
                Secrets.writePrivately(file, authority.issue(names(proxy), Instant.now(), CERTIFICATE_LIVES));
            }
        } catch (GeneralSecurityException e) {
            throw new SiteFailure("This Java cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private LocalAuthority authority() throws IOException, GeneralSecurityException {
        SiteLayout layout = plan.layout();
        if (!Files.exists(layout.authorityKey())) {
            LocalAuthority fresh = LocalAuthority.create(
                    "Signalbox site " + plan.description().site(), Instant.now(), AUTHORITY_LIVES);
            Secrets.writePrivately(layout.authorityKey(), fresh.pem());
        }
        LocalAuthority authority = read(layout.authorityKey());
        Files.writeString(layout.authority(), authority.rootPem());
        return authority;
    }

    private static LocalAuthority read(Path file) throws IOException {
        try {
            return LocalAuthority.read(Files.readString(file));
        } catch (CertificateRefused e) {
            throw new SiteFailure(file + ": " + e.getMessage() + ". Delete it, and a new one is made.", e);
        }
    }

    private static boolean wanted(Path file, LocalAuthority authority) throws IOException {
        if (!Files.exists(file)) {
            return true;
        }
        Instant now = Instant.now();
        try {
            ServerCertificate there = ServerCertificate.read(Files.readString(file), now);
            return there.chain().getLast().equals(authority.root()) && there.endsWithin(RENEWED_BEFORE, now);
        } catch (CertificateRefused unfit) {
            return true;
        }
    }

    /** Those by which it is reached; the first is what it is called. */
    private List<String> names(String proxy) {
        Set<String> names = new LinkedHashSet<>(List.of(
                proxy,
                "localhost",
                "127.0.0.1",
                plan.addresses().host(proxy),
                plan.addresses().balancer()));
        names.addAll(plan.addresses().shared());
        return List.copyOf(names);
    }
}
