package io.signalbox.haproxy.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAuthorityTest {
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final Duration DAY = Duration.ofDays(1);

    private final Instant now = Instant.now();

    @Test
    void aServersCertificateIsForServersAlone() throws Exception {
        String pem = authority().issue(List.of("lb1"), now, DAY);
        assertThat(certificate(pem).getExtendedKeyUsage()).containsExactly(SERVER);
    }

    @Test
    void aPeersCertificateCanBeShownToPeers() throws Exception {
        LocalAuthority authority = authority();
        X509Certificate certificate = certificate(authority.issueToPeer(List.of("c1", "10.77.1.21"), now, DAY));
        certificate.verify(authority.root().getPublicKey());
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(SERVER, CLIENT);
        assertThat(certificate.getSubjectAlternativeNames().toString()).contains("c1", "10.77.1.21");
    }

    private LocalAuthority authority() throws Exception {
        return LocalAuthority.create("test", now, DAY);
    }

    private static X509Certificate certificate(String pem) throws Exception {
        byte[] first = PemBlock.of(pem).getFirst().der();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(first));
    }
}
