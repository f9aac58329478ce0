package io.signalbox.agents.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a proxy shows to its clients, and how much it bears from each: beside the route, and without a fencing token, as nothing that
 * must be right depends on it.
 *
 * @param limits empty where the configuration has none
 * @param trouble why something is not as its file says, or empty
 */
public record Frontage(List<Certificate> certificates, Optional<Limits> limits, String trouble) {
    public static final Frontage NONE = new Frontage(List.of(), Optional.empty(), "");

    public Frontage {
        certificates = List.copyOf(certificates);
    }

    /**
     * What new clients are shown.
     *
     * @param name of its file, without {@code .pem}
     * @param fingerprint SHA-1 in upper-case hexadecimal
     * @param inForce whether it is the one in the file, so that a restart keeps it
     */
    public record Certificate(
            String name, String fingerprint, Instant notAfter, String subject, String issuer, boolean inForce) {}

    /**
     * What one client address may do.
     *
     * @param requests in ten seconds
     * @param connections at the same time
     */
    public record Limits(long requests, long connections) {
        public static final long MOST = 1_000_000;

        public Limits {
            requireSome("requests", requests);
            requireSome("connections", connections);
        }

        private static void requireSome(String key, long value) {
            if (value < 1 || value > MOST) {
                throw new IllegalArgumentException(key + ": " + value + ": must be 1 to " + MOST);
            }
        }
    }

    /**
     * Show this certificate from now on.
     *
     * @param sealed PEM with chain and key, {@linkplain Seal sealed} for this server
     * @param dryRun only say whether it could be
     */
    public record Install(String name, String sealed, boolean dryRun) {}

    /**
     * What became of a wish.
     *
     * @param code {@code done}, or one of the words for why not
     * @param detail a sentence
     */
    public record Outcome(String code, String detail, Frontage now) {
        public static final String DONE = "done";

        public boolean done() {
            return code.equals(DONE);
        }
    }
}
