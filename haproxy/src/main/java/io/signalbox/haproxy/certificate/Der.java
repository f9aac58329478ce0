package io.signalbox.haproxy.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * The few words of DER that a certificate needs, as the JDK can read certificates but makes none.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-X.690">ITU-T X.690</a>
 */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SHORT_LENGTHS = 0x80;
    private static final int LAST_YEAR_OF_UTC_TIME = 2049;
    private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};

    private Der() {}

    static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        length(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length < SHORT_LENGTHS) {
            out.write(length);
            return;
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        byte[] bare = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        out.write(SHORT_LENGTHS | bare.length);
        out.writeBytes(bare);
    }

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    static byte[] octets(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    /** Whole bytes: no unused bits at the end. */
    static byte[] bits(byte[] bytes) {
        return value(BIT_STRING, new byte[] {0}, bytes);
    }

    static byte[] text(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] yes() {
        return TRUE.clone();
    }

    /** @param dotted such as 2.5.4.3 */
    static byte[] oid(String dotted) {
        int[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            arc(out, arcs[i]);
        }
        return value(OBJECT_IDENTIFIER, out.toByteArray());
    }

    private static void arc(ByteArrayOutputStream out, int arc) {
        int shift = 28;
        while (shift > 0 && arc >> shift == 0) {
            shift -= 7;
        }
        for (; shift >= 0; shift -= 7) {
            out.write(((arc >> shift) & 0x7f) | (shift > 0 ? 0x80 : 0));
        }
    }

    static byte[] time(Instant time) {
        boolean longYear = time.atZone(ZoneOffset.UTC).getYear() > LAST_YEAR_OF_UTC_TIME;
        String text = DateTimeFormatter.ofPattern(longYear ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(time);
        return value(longYear ? GENERALIZED_TIME : UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The first element of a sequence, whole. */
    static byte[] first(byte[] sequence) {
        int start = header(sequence, 0);
        return Arrays.copyOfRange(sequence, start, header(sequence, start) + size(sequence, start));
    }

    /** Where the content begins of the value at {@code at}. */
    private static int header(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < SHORT_LENGTHS ? 0 : length & 0x7f);
    }

    private static int size(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        if (length < SHORT_LENGTHS) {
            return length;
        }
        return new BigInteger(1, Arrays.copyOfRange(der, at + 2, header(der, at))).intValueExact();
    }
}
