package io.signalbox.site.network;

import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.site.network.NetworkDescription.Places;
import io.signalbox.site.network.Verdict.Check;
import io.signalbox.site.start.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Asks each file's own program, with a certificate and a map that stand for those that only the hosts have. */
public final class FileChecks {
    private static final String LIMITS = "requests 1000\nconnections 1000\n";
    private static final int LAST_OF_A_FAILURE = 20;

    private final Path haproxy;
    private final Optional<Path> keepalived;
    private final Optional<Path> nft;

    /** @param keepalived and {@code nft}: the programs, where they are installed */
    public FileChecks(Path haproxy, Optional<Path> keepalived, Optional<Path> nft) {
        this.haproxy = haproxy;
        this.keepalived = keepalived;
        this.nft = nft;
    }

    /** @param there the directory of what lies there now, laid out as {@code render} writes it; empty: nothing to compare with */
    public List<Verdict> of(NetworkDescription description, Optional<Path> there)
            throws IOException, InterruptedException {
        Path dir = Files.createTempDirectory("signalbox-render");
        try {
            SortedMap<String, String> real = NetworkFiles.of(description);
            SortedMap<String, String> checked = new NetworkFiles(description, places(dir)).all();
            List<Verdict> verdicts = new ArrayList<>();
            for (Map.Entry<String, String> file : real.entrySet()) {
                Path copy = dir.resolve(file.getKey());
                Files.createDirectories(
                        dir.resolve(file.getKey().substring(0, file.getKey().indexOf('/'))));
                Files.writeString(copy, checked.getOrDefault(file.getKey(), ""));
                Said said = ask(copy);
                verdicts.add(new Verdict(
                        file.getKey(), said.check(), said.text().replace(dir + "/", ""), difference(file, there, dir)));
            }
            return verdicts;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a certificate", e);
        } finally {
            Disk.delete(dir);
        }
    }

    private static Places places(Path dir) throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        LocalAuthority authority = LocalAuthority.create("check", now, Duration.ofDays(2));
        Files.writeString(dir.resolve("check.pem"), authority.issue(List.of("check"), now, Duration.ofDays(1)));
        Files.writeString(dir.resolve("limits.map"), LIMITS);
        Path script = Files.writeString(dir.resolve("script"), "#!/bin/bash\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Places(dir.resolve("s"), dir.resolve("check.pem"), dir.resolve("limits.map"), script);
    }

    private record Said(Check check, String text) {
        static Said nothing(String why) {
            return new Said(Check.NOT_CHECKED, why);
        }
    }

    private Said ask(Path file) throws IOException, InterruptedException {
        return switch (String.valueOf(file.getFileName())) {
            case NetworkFiles.HAPROXY -> run(List.of(haproxy.toString(), "-c", "-f", file.toString()));
            case NetworkFiles.KEEPALIVED -> keepalived(file);
            case NetworkFiles.RULES -> rules(file);
            default -> run(List.of("bash", "-n", file.toString()));
        };
    }

    private Said keepalived(Path file) throws IOException, InterruptedException {
        return keepalived.isEmpty()
                ? Said.nothing("keepalived is not here")
                : run(List.of(keepalived.get().toString(), "--config-test", "--use-file=" + file));
    }

    private Said rules(Path file) throws IOException, InterruptedException {
        if (nft.isEmpty()) {
            return Said.nothing("nft is not here");
        }
        return System.getProperty("user.name").equals("root")
                ? run(List.of(nft.get().toString(), "-c", "-f", file.toString()))
                : Said.nothing("nft checks for root alone");
    }

    private static Said run(List<String> command) throws IOException, InterruptedException {
        Program.Ended ended = Program.run(command);
        return ended.code() == 0
                ? new Said(Check.VALID, "")
                : new Said(Check.INVALID, ended.lastLines(LAST_OF_A_FAILURE));
    }

    private static String difference(Map.Entry<String, String> file, Optional<Path> there, Path dir)
            throws IOException, InterruptedException {
        if (there.isEmpty()) {
            return "";
        }
        Path wanted = Files.writeString(dir.resolve("wanted"), file.getValue());
        Path found = there.get().resolve(file.getKey());
        return Program.run(List.of(
                        "diff",
                        "--unified",
                        "--new-file",
                        "--label",
                        found.toString(),
                        "--label",
                        file.getKey() + ", as described",
                        found.toString(),
                        wanted.toString()))
                .said();
    }
}
