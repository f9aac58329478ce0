package io.signalbox.agents.daemon.frontage;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.haproxy.certificate.CertificateRefused;
import io.signalbox.haproxy.certificate.ServerCertificate;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.CommandLine;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.command.FilePath;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.reply.MalformedReply;
import io.signalbox.haproxy.reply.ShownCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The certificates of one HAProxy: one PEM file each, in one directory. */
final class Certificates {
    /** Parsing and putting in a chain takes HAProxy some milliseconds. */
    static final Duration COMMAND_BOUND = Duration.ofSeconds(1);

    private static final String SUFFIX = ".pem";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");
    private static final int MOST = 100;

    private final CommandLine haproxy;
    private final Path directory;
    private final InstantSource clock;
    private final Map<String, Filed> filed = new TreeMap<>();

    private record Filed(FileTime changed, ServerCertificate certificate) {}

    Certificates(CommandLine haproxy, Path directory, InstantSource clock) {
        this.haproxy = haproxy;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Judges it, shows it to every new client, then writes the file. HAProxy comes before the file: what it refuses must not lie
     * where the next start would find it.
     */
    void install(String name, String pem, boolean dryRun) throws WishRefused, CommandFailed, IOException {
        FilePath file = known(name);
        ServerCertificate certificate = judged(pem);
        if (dryRun) {
            return;
        }
        show(file, certificate);
        PrivateFile.replace(file.path(), certificate.pem());
    }

    private FilePath known(String name) throws WishRefused, CommandFailed, IOException {
        if (!NAME.matcher(name).matches() || shown(file(name)).isEmpty()) {
            throw new WishRefused(
                    "unknown_certificate", "HAProxy's configuration names no such certificate here; it has " + names());
        }
        return file(name);
    }

    private ServerCertificate judged(String pem) throws WishRefused {
        try {
            return ServerCertificate.read(pem, clock.instant());
        } catch (CertificateRefused e) {
            throw new WishRefused(e.flaw().word(), String.valueOf(e.getMessage()));
        }
    }

    private void show(FilePath file, ServerCertificate certificate) throws WishRefused, CommandFailed {
        String proposed = say(new WorkerCommand.SetCertificate(file, certificate.pem()));
        if (!proposed.startsWith("Transaction ")) {
            throw new WishRefused("refused_by_haproxy", "HAProxy answered: " + proposed);
        }
        String committed = say(new WorkerCommand.CommitCertificate(file));
        if (!committed.endsWith("Success!")) {
            say(new WorkerCommand.AbortCertificate(file));
            throw new WishRefused("refused_by_haproxy", "HAProxy answered: " + committed);
        }
        Optional<ShownCertificate> shown = shown(file);
        if (shown.isEmpty() || !shown.get().fingerprint().equals(certificate.fingerprint())) {
            throw new WishRefused("not_in_force", "HAProxy said that it was done, and shows another certificate");
        }
    }

    /**
     * What is shown now. A certificate in a file that differs is put in: somebody changed the file, or a worker started between the
     * two steps of {@link #install}.
     *
     * @param trouble gets a sentence for each that is not as its file says
     */
    List<Frontage.Certificate> look(List<String> trouble) throws CommandFailed, IOException {
        List<Frontage.Certificate> all = new ArrayList<>();
        for (String name : names()) {
            Optional<ShownCertificate> shown = shown(file(name));
            if (shown.isPresent()) {
                all.add(reconciled(name, shown.get(), trouble));
            }
        }
        return all;
    }

    private Frontage.Certificate reconciled(String name, ShownCertificate shown, List<String> trouble)
            throws CommandFailed, IOException {
        try {
            ServerCertificate filed = filed(name);
            if (!filed.fingerprint().equals(shown.fingerprint())) {
                show(file(name), filed);
                return told(name, shown(file(name)).orElse(shown), true);
            }
            return told(name, shown, true);
        } catch (WishRefused e) {
            trouble.add("certificate " + name + ": " + e.getMessage());
            return told(name, shown, false);
        }
    }

    /** Judged again only when the file is another. */
    private ServerCertificate filed(String name) throws WishRefused, IOException {
        Path file = file(name).path();
        FileTime changed = Files.getLastModifiedTime(file);
        Filed before = filed.get(name);
        if (before != null
                && before.changed().equals(changed)
                && !before.certificate().endsWithin(Duration.ZERO, clock.instant())) {
            return before.certificate();
        }
        ServerCertificate certificate = judged(Files.readString(file));
        filed.put(name, new Filed(changed, certificate));
        return certificate;
    }

    private static Frontage.Certificate told(String name, ShownCertificate shown, boolean inForce) {
        return new Frontage.Certificate(
                name, shown.fingerprint(), shown.notAfter(), shown.subject(), shown.issuer(), inForce);
    }

    private Optional<ShownCertificate> shown(FilePath file) throws CommandFailed {
        try {
            return Optional.of(ShownCertificate.parse(say(new WorkerCommand.ShowCertificate(file))));
        } catch (MalformedReply e) {
            return Optional.empty();
        }
    }

    private String say(WorkerCommand command) throws CommandFailed {
        return haproxy.answer(command, Deadline.in(COMMAND_BOUND));
    }

    private FilePath file(String name) {
        return new FilePath(directory.resolve(name + SUFFIX));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(NAME.asMatchPredicate())
                    .sorted()
                    .limit(MOST)
                    .toList();
        }
    }
}
