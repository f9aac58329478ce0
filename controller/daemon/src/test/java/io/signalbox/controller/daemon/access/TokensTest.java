package io.signalbox.controller.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.signalbox.controller.daemon.config.ControllerConfig.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    @TempDir
    Path dir;

    @Test
    void aMissingTokenIsMadeFor256BitsAndItsOwnerAlone() throws IOException {
        Path file = dir.resolve("secrets/admin.token");
        Tokens tokens = Tokens.load(List.of(new TokenFile(Role.ADMIN, file)));
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(tokens.caller("Bearer " + Files.readString(file))).contains(new Caller("admin", Role.ADMIN));
        assertThat(tokens.caller("bearer  " + Files.readString(file) + " ")).isPresent();
    }

    @Test
    void anExistingTokenStays() throws IOException {
        Path file = dir.resolve("viewer.token");
        SecretFile.readOrMake(file);
        String first = Files.readString(file);
        Tokens.load(List.of(new TokenFile(Role.VIEWER, file)));
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void nothingElseIsAToken() throws IOException {
        Path file = dir.resolve("admin.token");
        Tokens tokens = Tokens.load(List.of(new TokenFile(Role.ADMIN, file)));
        String token = Files.readString(file);
        for (String header : List.of(
                "",
                "Bearer",
                "Bearer ",
                token,
                "Basic " + token,
                "Bearer " + token.substring(1),
                "Bearer " + token + "0",
                "Bearer " + "a".repeat(5000))) {
            assertThat(tokens.caller(header)).as(header).isEmpty();
        }
    }

    @Test
    void aTokenThatOthersMayReadIsRefused() throws IOException {
        Path file = dir.resolve("admin.token");
        Files.writeString(file, "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Tokens.load(List.of(new TokenFile(Role.ADMIN, file))))
                .hasMessageContaining("may be read by others")
                .hasMessageNotContaining("secret");
    }
}
