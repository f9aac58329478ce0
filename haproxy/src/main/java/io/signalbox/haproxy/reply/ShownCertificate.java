package io.signalbox.haproxy.reply;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The certificate that a worker shows to new clients.
 *
 * @param fingerprint SHA-1, in upper-case hexadecimal
 */
public record ShownCertificate(String fingerprint, Instant notAfter, String subject, String issuer) {
    /** As OpenSSL prints it: {@code Dec  6 17:27:13 2026 GMT}, days below 10 with two spaces before them. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Reads the reply to {@code show ssl cert FILE}. */
    public static ShownCertificate parse(String reply) throws MalformedReply {
        Map<String, String> lines = reply.lines()
                .filter(line -> line.contains(": "))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(": ")),
                        line -> line.substring(line.indexOf(": ") + 2),
                        (first, again) -> first));
        String fingerprint = lines.getOrDefault("SHA1 FingerPrint", "");
        if (fingerprint.isEmpty()) {
            throw new MalformedReply("a certificate with its fingerprint", reply);
        }
        return new ShownCertificate(
                fingerprint,
                time(lines.getOrDefault("notAfter", "")),
                lines.getOrDefault("Subject", ""),
                lines.getOrDefault("Issuer", ""));
    }

    private static Instant time(String text) throws MalformedReply {
        try {
            return ZonedDateTime.parse(text.replace(" GMT", "").replaceAll(" +", " "), TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new MalformedReply("the end of a certificate's validity", text);
        }
    }
}
