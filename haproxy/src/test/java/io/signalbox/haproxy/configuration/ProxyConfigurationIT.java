package io.signalbox.haproxy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.haproxy.pool.LastResort;
import io.signalbox.haproxy.real.HaproxyProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyConfigurationIT {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"1, '', STALE", "2, '', PRIMARY", "2, SB, REFUSE", "5, SB, STALE"})
    void haproxyFindsNothingToSayAgainstIt(int servers, String cookie, LastResort lastResort) throws Exception {
        ProxyLayout layout = Layouts.site(
                "127.0.204",
                dir.resolve("s"),
                servers,
                Optional.of(cookie).filter(name -> !name.isEmpty()),
                lastResort);
        Path file = Files.writeString(dir.resolve("haproxy.cfg"), ProxyConfiguration.render(layout));
        assertThat(HaproxyProgram.check(file)).startsWith("0: ").doesNotContain("WARNING", "ALERT");
    }

    @Test
    void norAgainstHttpsAndLimits() throws Exception {
        Instant now = Instant.now();
        Path certificate = Files.writeString(
                dir.resolve("site.pem"),
                LocalAuthority.create("test", now, Duration.ofDays(2)).issue(List.of("lb1"), now, Duration.ofDays(1)));
        Path limits = Files.writeString(dir.resolve("limits.map"), "requests 10\nconnections 10\n");
        ProxyLayout layout =
                Layouts.secure(Layouts.site("127.0.204", dir.resolve("s"), 2, Optional.of("SB")), certificate, limits);
        Path file = Files.writeString(dir.resolve("haproxy.cfg"), ProxyConfiguration.render(layout));
        assertThat(HaproxyProgram.check(file)).startsWith("0: ").doesNotContain("WARNING", "ALERT");
    }
}
