package io.signalbox.controller.daemon.access;

import io.signalbox.agents.protocol.Handshake;
import io.signalbox.controller.daemon.config.ControllerConfig.TokenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The tokens that this controller accepts, as SHA-256 digests. */
public final class Tokens {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 512;

    private record Known(String digest, Caller caller) {}

    private final List<Known> known;

    private Tokens(List<Known> known) {
        this.known = known;
    }

    /** Reads every file; makes those that are missing. */
    public static Tokens load(List<TokenFile> files) throws IOException {
        List<Known> known = new ArrayList<>();
        for (TokenFile token : files) {
            String digest = digest(SecretFile.readOrMake(token.file()));
            known.add(new Known(digest, new Caller(name(token.file()), token.role())));
        }
        return new Tokens(known);
    }

    /** @param authorization the header's value */
    public Optional<Caller> caller(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || authorization.length() > LONGEST) {
            return Optional.empty();
        }
        String digest = digest(authorization.substring(SCHEME.length()).strip());
        Optional<Caller> found = Optional.empty();
        for (Known token : known) {
            if (Handshake.same(token.digest(), digest)) {
                found = Optional.of(token.caller());
            }
        }
        return found;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.token$", "");
    }

    private static String digest(String secret) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
