package io.signalbox.agents.daemon.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Application.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {
    private static final Duration SETTLED = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Path one;
    private Path other;

    @BeforeEach
    void twoServersThatAreAlike() throws IOException {
        one = application("one");
        other = application("other");
    }

    private Path application(String name) throws IOException {
        Path root = Files.createDirectories(directory.resolve(name));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("lib/app.jar"), "bytes");
        Files.writeString(root.resolve("index.html"), "hello");
        Files.createSymbolicLink(root.resolve("home"), Path.of("index.html"));
        return root;
    }

    @Test
    void theSameFilesElsewhereHaveTheSameDigest() {
        Fingerprint found = take(one);

        assertThat(found.digest()).hasSize(64).isEqualTo(take(other).digest());
        assertThat(found.files()).isEqualTo(5);
        assertThat(found.bytes()).isEqualTo(10);
        assertThat(found.trouble()).isEmpty();
    }

    @Test
    void contentNameModeAndLinkEachCount() throws IOException {
        String before = take(one).digest();

        Files.writeString(other.resolve("index.html"), "hallo");
        assertThat(take(other).digest()).isNotEqualTo(before);
        Files.writeString(other.resolve("index.html"), "hello");
        assertThat(take(other).digest()).isEqualTo(before);

        Files.setPosixFilePermissions(other.resolve("index.html"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(take(other).digest()).isNotEqualTo(before);
        Files.setPosixFilePermissions(
                other.resolve("index.html"), Files.getPosixFilePermissions(one.resolve("index.html")));

        Files.move(other.resolve("lib/app.jar"), other.resolve("lib/bpp.jar"));
        assertThat(take(other).digest()).isNotEqualTo(before);
        Files.move(other.resolve("lib/bpp.jar"), other.resolve("lib/app.jar"));

        Files.delete(other.resolve("home"));
        Files.createSymbolicLink(other.resolve("home"), Path.of("lib/app.jar"));
        assertThat(take(other).digest()).isNotEqualTo(before);
    }

    @Test
    void aConfiguredPathThatIsALinkIsFollowed() throws IOException {
        Path current = Files.createSymbolicLink(directory.resolve("current"), one);

        assertThat(take(current).digest()).isEqualTo(take(one).digest());
    }

    @Test
    void filesThatHaveNotChangedAreNotReadAgain() throws IOException {
        Fingerprints fingerprints =
                new Fingerprints(List.of(one), () -> Instant.now().plus(SETTLED));
        String first = fingerprints.take().digest();
        assertThat(fingerprints.read()).isEqualTo(10);

        assertThat(fingerprints.take().digest()).isEqualTo(first);
        assertThat(fingerprints.read()).isEqualTo(10);

        FileTime modified = Files.getLastModifiedTime(one.resolve("index.html"));
        Files.writeString(one.resolve("index.html"), "hallo");
        Files.setLastModifiedTime(one.resolve("index.html"), modified);
        assertThat(fingerprints.take().digest()).isNotEqualTo(first);
        assertThat(fingerprints.read()).isEqualTo(15);
    }

    @Test
    void aFileThatWasChangedJustNowIsReadAgain() {
        Fingerprints fingerprints = new Fingerprints(List.of(one), Instant::now);
        fingerprints.take();
        fingerprints.take();

        assertThat(fingerprints.read()).isEqualTo(20);
    }

    @Test
    void whatIsTooMuchOrMissingIsSaidAndHasNoDigest() {
        Fingerprint many = new Fingerprints(List.of(one), Instant::now, 4, 100).take();
        assertThat(many.digest()).isEmpty();
        assertThat(many.trouble()).isEqualTo("there are more than 4 files and directories");

        Fingerprint large = new Fingerprints(List.of(one), Instant::now, 10, 9).take();
        assertThat(large.digest()).isEmpty();
        assertThat(large.trouble()).isEqualTo("the files have more than 9 bytes");

        assertThat(take(directory.resolve("nowhere")).trouble()).contains("nowhere");
        assertThat(new Fingerprints(List.of(), Instant::now).take()).isEqualTo(Fingerprint.NONE);
    }

    private static Fingerprint take(Path root) {
        return new Fingerprints(List.of(root), Instant::now).take();
    }
}
