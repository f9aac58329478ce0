package io.signalbox.haproxy.certificate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file. Its label is such as {@code CERTIFICATE} or {@code PRIVATE KEY}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PemBlock {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END ([A-Z0-9 ]{1,40})-----", Pattern.DOTALL);

    private static final int LINE = 64;

    private final String label;
    private final byte[] der;

    PemBlock(String label, byte[] der) {
        this.label = label;
        this.der = der.clone();
    }

    String label() {
        return label;
    }

    byte[] der() {
        return der.clone();
    }

    /** Every block in a text, in order; what stands between them is skipped, as every reader of PEM does. */
    static List<PemBlock> of(String text) throws CertificateRefused {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(read(block.group(1), block.group(2), block.group(3)));
        }
        if (blocks.isEmpty()) {
            throw new CertificateRefused(Flaw.NOT_PEM, "there is no -----BEGIN …----- with its -----END …----- in it");
        }
        return blocks;
    }

    private static PemBlock read(String label, String base64, String end) throws CertificateRefused {
        if (!label.equals(end)) {
            throw new CertificateRefused(Flaw.NOT_PEM, "a block begins as " + label + " and ends as " + end);
        }
        if (base64.contains(":")) {
            throw new CertificateRefused(
                    Flaw.KEY_IS_ENCRYPTED, "the key needs a password, and HAProxy has nobody to ask for it");
        }
        try {
            return new PemBlock(label, Base64.getMimeDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException e) {
            throw new CertificateRefused(Flaw.NOT_PEM, "what is in the block " + label + " is no base64");
        }
    }

    /** The block again, without anything that was around it, and without an empty line. */
    String text() {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
