package io.signalbox.haproxy.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is taken for a server's certificate, and by which name everything else is refused. */
class ServerCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static LocalAuthority authority;
    private static String whole;

    @BeforeAll
    static void issue() throws GeneralSecurityException {
        authority = LocalAuthority.create("Signalbox site test", NOW, Duration.ofDays(3650));
        whole = authority.issue(List.of("lb1", "127.0.1.1", "localhost"), NOW, MONTH);
    }

    @Test
    void aSitesOwnIsRightAndNamesWhomItWasMadeFor() throws Exception {
        ServerCertificate certificate = ServerCertificate.read(whole, NOW);

        assertThat(certificate.chain()).hasSize(2);
        assertThat(certificate.notAfter()).isEqualTo(NOW.plus(MONTH));
        assertThat(certificate.chain().getFirst().getSubjectAlternativeNames().toString())
                .isEqualTo("[[2, lb1], [7, 127.0.1.1], [2, localhost]]");
        assertThat(certificate.chain().getLast().getBasicConstraints()).isZero();
        assertThat(certificate.fingerprint()).matches("[0-9A-F]{40}");
        assertThat(certificate.pem()).isEqualTo(whole).doesNotContain("\n\n");
    }

    @Test
    void whatStandsAroundTheBlocksIsLeftOut() throws Exception {
        String talkative = "Bag Attributes\n\n" + whole.replace("\n", "\r\n") + "\n\nthe end\n";

        assertThat(ServerCertificate.read(talkative, NOW).pem()).isEqualTo(whole);
    }

    @Test
    void aKeyInTheOlderFormIsAKey() throws Exception {
        assertThat(ServerCertificate.read(certificates(whole) + sec1(key(whole)), NOW)
                        .fingerprint())
                .isEqualTo(ServerCertificate.read(whole, NOW).fingerprint());
    }

    @Test
    void itIsJudgedByTheClock() {
        assertFlaw(Flaw.EXPIRED, whole, NOW.plus(MONTH));
        assertFlaw(Flaw.NOT_YET_VALID, whole, NOW.minus(MONTH));
    }

    @Test
    void aKeyOfAnotherIsNamed() throws Exception {
        String other = authority.issue(List.of("lb2"), NOW, MONTH);

        assertFlaw(Flaw.KEY_DOES_NOT_MATCH, certificates(whole) + key(other), NOW);
    }

    @Test
    void aChainIsFollowedToARoot() throws Exception {
        LocalAuthority stranger = LocalAuthority.create("Somebody else", NOW, Duration.ofDays(3650));
        String leaf = blocks(whole)[0];

        assertFlaw(Flaw.CHAIN_INCOMPLETE, leaf + key(whole), NOW);
        assertFlaw(Flaw.CHAIN_OUT_OF_ORDER, leaf + stranger.rootPem() + key(whole), NOW);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertFlaw(Flaw.NOT_PEM, "hello", NOW);
        assertFlaw(Flaw.NOT_PEM, "", NOW);
        assertFlaw(Flaw.NOT_PEM, whole.replaceAll("(?m)^[A-Za-z0-9+/=]{64}$", "!!!!"), NOW);
        assertFlaw(Flaw.NOT_PEM, whole.replaceFirst("END CERTIFICATE", "END PRIVATE KEY"), NOW);
        assertFlaw(Flaw.NO_PRIVATE_KEY, certificates(whole), NOW);
        assertFlaw(Flaw.NO_CERTIFICATE, key(whole), NOW);
        assertFlaw(
                Flaw.KEY_IS_ENCRYPTED,
                certificates(whole) + key(whole).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
                NOW);
        assertFlaw(
                Flaw.KEY_IS_ENCRYPTED,
                certificates(whole) + key(whole).replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\n"),
                NOW);
    }

    @Test
    void whatHaproxyDoesNotTakeAtRunTimeIsRefusedBefore() throws Exception {
        String root = authority.rootPem();

        assertFlaw(Flaw.TOO_LONG, blocks(whole)[0] + root.repeat(40) + key(whole), NOW);
    }

    @Test
    void anAuthorityIsReadBack() throws Exception {
        LocalAuthority again = LocalAuthority.read(authority.pem());

        assertThat(ServerCertificate.read(again.issue(List.of("lb1"), NOW, MONTH), NOW)
                        .chain()
                        .getLast())
                .isEqualTo(authority.root());
        assertThat(again).hasToString("authority CN=Signalbox site test");
    }

    @Test
    void aKeyIsInNoMessageAndNoText() throws Exception {
        String secret = key(whole).lines().skip(1).findFirst().orElseThrow();

        assertThat(ServerCertificate.read(whole, NOW).toString()).doesNotContain(secret);
        assertThatThrownBy(() ->
                        ServerCertificate.read(certificates(whole) + key(whole).repeat(2), NOW))
                .hasMessageContaining("there are 2")
                .hasMessageNotContaining(secret);
    }

    private static void assertFlaw(Flaw flaw, String pem, Instant now) {
        assertThatThrownBy(() -> ServerCertificate.read(pem, now))
                .isInstanceOfSatisfying(
                        CertificateRefused.class, e -> assertThat(e.flaw()).isEqualTo(flaw));
    }

    private static String[] blocks(String pem) {
        return pem.split("(?<=-----\n)(?=-----BEGIN)", -1);
    }

    private static String certificates(String pem) {
        return blocks(pem)[0] + blocks(pem)[1];
    }

    private static String key(String pem) {
        return blocks(pem)[2];
    }

    /** The inner part of a PKCS #8 key of P-256: what OpenSSL wrote before. */
    private static String sec1(String pkcs8) {
        byte[] der = Base64.getMimeDecoder()
                .decode(pkcs8.lines().filter(line -> !line.startsWith("-")).reduce("", String::concat));
        int header = 28;
        byte[] inner = Arrays.copyOfRange(der, header, der.length);
        return new PemBlock("EC PRIVATE KEY", inner).text();
    }
}
