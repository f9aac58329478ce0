package io.signalbox.haproxy.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Replies as 2.6.12 gave them. */
class ShownCertificateTest {
    @Test
    void aCertificateIsReadFromWhatHaproxyShows() throws Exception {
        ShownCertificate shown = ShownCertificate.parse("""
                Filename: /tmp/site.pem
                Status: Used
                Serial: 1D2004411332D199C0E08193D6FCF6732553A90B
                notBefore: Nov 26 17:27:13 2026 GMT
                notAfter: Dec  6 17:27:13 2026 GMT
                Subject Alternative Name:\s
                Algorithm: EC256
                SHA1 FingerPrint: BB3379EF5C144FA5F2A8837AE89FF23C70F778DE
                Subject: /CN=localhost
                Issuer: /CN=root
                """);

        assertThat(shown)
                .isEqualTo(new ShownCertificate(
                        "BB3379EF5C144FA5F2A8837AE89FF23C70F778DE",
                        Instant.parse("2026-12-06T17:27:13Z"),
                        "/CN=localhost",
                        "/CN=root"));
    }

    @Test
    void aRefusalIsNoCertificate() {
        assertThatThrownBy(() -> ShownCertificate.parse(
                        "Can't display the certificate: Not found or the certificate is a bundle!"))
                .isInstanceOf(MalformedReply.class);
    }

    @Test
    void aMapIsReadAndWhatIsNoneIsNot() throws Exception {
        assertThat(MapLines.parse("0x561426dcf150 requests 20\n0x561426dcf1e0 connections 3\n"))
                .isEqualTo(Map.of("requests", 20L, "connections", 3L));
        assertThatThrownBy(() -> MapLines.parse("Unknown map identifier. Please use #<id> or <file>."))
                .isInstanceOf(MalformedReply.class);
    }
}
