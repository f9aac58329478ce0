package io.signalbox.site.network;

import io.signalbox.haproxy.adoption.Adoption;
import io.signalbox.haproxy.adoption.Finding;
import io.signalbox.haproxy.adoption.ProxyFile;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        return of(description, there, Set.of());
    }

    /** @param here hosts that this machine is: what lies in its places, and runs on it, is compared unless {@code there} is given */
    public List<Verdict> of(NetworkDescription description, Optional<Path> there, Set<String> here)
            throws IOException, InterruptedException {
        Found found = there.isPresent() ? Found.below(there.get()) : new Found(description, here);
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
                verdicts.add(compared(file, said.check(), said.text().replace(dir + "/", ""), found, dir));
            }
            verdicts.addAll(adopted(description, found));
            verdicts.sort(Comparator.comparing(Verdict::file));
            return verdicts;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a certificate", e);
        } finally {
            Disk.delete(dir);
        }
    }

    /** The proxies' hosts whose addresses this machine has. */
    public static Set<String> hostsHere(NetworkDescription description) throws IOException {
        return Found.hosts(description);
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
            case NetworkFiles.AGENT -> new Said(Check.NO_VALIDATOR, "a part of the agent's file");
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

    private static Verdict compared(Map.Entry<String, String> file, Check check, String said, Found found, Path dir)
            throws IOException, InterruptedException {
        Optional<Path> there = found.file(file.getKey());
        if (there.isEmpty()) {
            return new Verdict(file.getKey(), check, said);
        }
        if (Files.exists(there.get()) && !Files.isReadable(there.get())) {
            return new Verdict(file.getKey(), Check.UNREADABLE, there.get() + " may not be read by this user");
        }
        Path wanted = Files.writeString(dir.resolve("wanted"), file.getValue());
        String difference = Differs.between(there.get(), wanted, file.getKey());
        Optional<RunningProxy> runs = found.proxy(file.getKey());
        if (runs.isEmpty() || !Files.exists(there.get())) {
            return new Verdict(file.getKey(), check, said, difference);
        }
        return new Verdict(
                file.getKey(),
                runs.get().denied() ? Check.UNREADABLE : check,
                (said + "\n" + runs.get().said()).strip(),
                true,
                difference,
                runs.get().differences(there.get()),
                List.of());
    }

    /** Of each proxy that has a file of its own, as far as that can be read here. */
    private List<Verdict> adopted(NetworkDescription description, Found found)
            throws IOException, InterruptedException {
        if (description.foreign().isEmpty()) {
            return List.of();
        }
        Adoption adoption = description
                .foreign()
                .get()
                .adoption(
                        description.clusterName(),
                        description.network(),
                        description.placed().runtimeSocket());
        List<Verdict> verdicts = new ArrayList<>();
        for (String proxy : description.network().proxies().keySet()) {
            String name = proxy + "/" + NetworkFiles.HAPROXY;
            Optional<Path> there = found.file(name);
            if (there.isEmpty()) {
                verdicts.add(new Verdict(
                        name,
                        Check.NOT_CHECKED,
                        "is somebody else's, and not here: run this on " + proxy + ", or collect it for --against"));
            } else if (!Files.isReadable(there.get())) {
                verdicts.add(new Verdict(
                        name, Check.UNREADABLE, there.get() + " is not there, or may not be read by this user"));
            } else {
                verdicts.add(foreign(name, there.get(), adoption, found.proxy(name)));
            }
        }
        return verdicts;
    }

    private Verdict foreign(String name, Path file, Adoption adoption, Optional<RunningProxy> runs)
            throws IOException, InterruptedException {
        Said said = run(List.of(haproxy.toString(), "-c", "-f", file.toString()));
        List<Finding> findings = new ArrayList<>(adoption.of(ProxyFile.parse(Files.readString(file))));
        if (runs.isEmpty()) {
            return new Verdict(name, said.check(), said.text(), false, "", List.of(), findings);
        }
        if (runs.get().running()) {
            adoption.of(runs.get().servers(), runs.get().level()).stream()
                    .filter(finding -> !findings.contains(finding))
                    .forEach(findings::add);
        }
        return new Verdict(
                name,
                runs.get().denied() ? Check.UNREADABLE : said.check(),
                (said.text() + "\n" + runs.get().said()).strip(),
                false,
                "",
                runs.get().differences(file),
                findings);
    }
}
