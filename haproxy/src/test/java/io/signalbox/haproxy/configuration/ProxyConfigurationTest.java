package io.signalbox.haproxy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.haproxy.configuration.ProxyLayout.DatabaseServer;
import io.signalbox.haproxy.configuration.ProxyLayout.Fresh;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.Timing;
import io.signalbox.haproxy.configuration.ProxyLayout.WebServer;
import io.signalbox.haproxy.pool.LastResort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyConfigurationTest {
    private static final Path SOCKET = Path.of("/run/haproxy/admin.sock");

    @Test
    void everyWriterIsDisabledInTheFileAndNoneIsChecked() {
        String writers = section("backend mysql_main_rw");
        assertThat(writers.lines().filter(line -> line.contains(" server db")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).endsWith(" disabled").doesNotContain("check"));
        assertThat(writers)
                .contains("option redispatch 1", "timeout connect 100ms", "retries 300")
                .containsOnlyOnce("server hold 127.255.255.254:1 backup no-check")
                .doesNotContain("on-marked-down shutdown-sessions\n");
    }

    @Test
    void noStateComesFromAFile() {
        assertThat(section("defaults")).contains("load-server-state-from-file none");
        assertThat(text()).doesNotContain("server-state-file", "load-server-state-from-file global");
    }

    @Test
    void readersAreCheckedAtTheirAgents() {
        assertThat(section("backend mysql_main_ro"))
                .contains("option httpchk GET /replica?max-lag=5000", "inter 250ms fall 2 rise 1 weight 100")
                .contains("server db2 127.0.9.12:3306 check addr 127.0.9.12 port 8091");
        assertThat(section("frontend mysql_main_ro_front"))
                .contains("use_backend mysql_main_ro_unchecked if { nbsrv(mysql_main_ro) eq 0 }");
        assertThat(section("backend mysql_main_ro_unchecked"))
                .contains("server db1 127.0.9.11:3306 weight 100\n")
                .doesNotContain(" check ");
    }

    @Test
    void whatBecomesOfReadersWhenAllLagIsAChoice() {
        assertThat(section("frontend mysql_main_ro_front", text(LastResort.PRIMARY)))
                .contains("use_backend mysql_main_rw if { nbsrv(mysql_main_ro) eq 0 }");
        assertThat(section("frontend mysql_main_ro_front", text(LastResort.REFUSE)))
                .contains("tcp-request connection reject if { nbsrv(mysql_main_ro) eq 0 }");
        assertThat(text(LastResort.REFUSE)).doesNotContain("_unchecked");
    }

    @Test
    void nobodyIsFreshBeforeItWasAskedAndWhoIsNotAnyMoreLosesItsSessions() {
        assertThat(section("backend mysql_main_fresh"))
                .contains("option httpchk GET /fresh?within=550", "inter 150ms", "on-marked-down shutdown-sessions")
                .contains("server db2 127.0.9.12:3306 disabled check addr 127.0.9.12 port 8091");
        assertThat(section("frontend mysql_main_fresh_front"))
                .contains("use_backend mysql_main_fresh_primary if { nbsrv(mysql_main_fresh) eq 0 }");
    }

    /** An answer is good until the next one has failed: a period, a connect and the bound of an answer later. */
    @Test
    void whatAnAgentVouchesForAndTheTimeToTheNextAnswerAreWithinThePromise() {
        for (int within = 500; within < 10_000; within += 100) {
            Fresh fresh = new Fresh(new Listener("127.0.0.1", 1), Duration.ofMillis(within));
            Duration checked = fresh.checked(Duration.ofMillis(100));
            Duration toNextAnswer = fresh.checkPeriod().multipliedBy(2).plusMillis(Math.min(100, within * 15 / 100));
            assertThat(checked.plus(toNextAnswer)).isLessThan(Duration.ofMillis(within));
            assertThat(checked).isPositive();
        }
    }

    @Test
    void theAdminSocketIsItsOwnersAloneAndThePageHasNoButtons() {
        assertThat(section("global")).contains("stats socket " + SOCKET + " mode 600 level admin");
        assertThat(lines()).noneMatch(line -> line.contains("stats admin"));
    }

    @Test
    void theCookieIsThereOnlyIfWanted() {
        assertThat(text()).doesNotContain("cookie ");
        ProxyLayout sticky = Layouts.site("127.0.9", SOCKET, 2, Optional.of("SB"));
        assertThat(section("backend web", ProxyConfiguration.render(sticky)))
                .contains(
                        "cookie SB insert indirect nocache httponly",
                        "server web2 127.0.9.12:8080 weight 100 cookie web2");
    }

    @Test
    void browsersAreSentToHttpsOnItsOwnPort() {
        ProxyLayout plain = Layouts.site("127.0.9", SOCKET, 2, Optional.empty());
        String secure = section(
                "frontend web_front",
                ProxyConfiguration.render(Layouts.secure(plain, Path.of("/etc/site.pem"), Path.of("/etc/limits.map"))));

        assertThat(secure)
                .contains(
                        "bind 127.0.9.1:8443 ssl crt /etc/site.pem alpn h2,http/1.1",
                        "redirect code 301 location 'https://%[req.hdr(host),regsub(:[0-9]+$,)]:8443%[capture.req.uri]'",
                        "Strict-Transport-Security \"max-age=31536000\"",
                        "map_str_int(/etc/limits.map,1000000)");
        assertThat(section("frontend web_front")).doesNotContain("ssl", "redirect", "map");
        assertThat(section("global")).contains("ssl-default-bind-options ssl-min-ver TLSv1.2");
    }

    @Test
    void nothingOfTheTemplateIsLeft() {
        assertThat(text()).doesNotContain("${", "#:").endsWith("\n");
    }

    @Test
    void theHoldIsAsLongAsWasAskedFor() {
        Timing timing = new Timing(
                Duration.ofMillis(30), Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofSeconds(5), 100);
        assertThat(timing.retries()).isEqualTo(34);
        assertThatThrownBy(() -> new Timing(
                        Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofSeconds(5), 100))
                .hasMessage("retryGrain in ms: 5: must be 10 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nserver evil 1.2.3.4:1", "a#b", "a\"b", "a;b", "a$b", "hold "})
    void namesThatHaproxyCouldReadOtherwiseAreRefused(String name) {
        assertThatThrownBy(() -> new WebServer(name, "127.0.0.1", 80, 100))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DatabaseServer(name, "127.0.0.1", 3306, "127.0.0.1", 8091))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Listener(name, 80)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNameOfTheHoldIsTaken() {
        assertThatThrownBy(() -> new DatabaseServer("hold", "127.0.0.1", 3306, "127.0.0.1", 8091))
                .hasMessageStartingWith("name: hold: ");
    }

    @Test
    void nobodyIsNamedTwice() {
        WebServer web1 = new WebServer("web1", "127.0.0.1", 80, 100);
        assertThatThrownBy(() ->
                        new ProxyLayout.WebTier(new Listener("127.0.0.1", 80), List.of(web1, web1), Optional.empty()))
                .hasMessage("web server: web1: is named twice");
    }

    private static String text(LastResort lastResort) {
        return ProxyConfiguration.render(Layouts.site("127.0.9", SOCKET, 3, Optional.empty(), lastResort));
    }

    private static String text() {
        return ProxyConfiguration.render(Layouts.site("127.0.9", SOCKET, 3, Optional.empty()));
    }

    private static List<String> lines() {
        return text().lines().filter(line -> !line.strip().startsWith("#")).toList();
    }

    private static String section(String title) {
        return section(title, text());
    }

    private static String section(String title, String text) {
        int start = text.indexOf("\n" + title + "\n");
        assertThat(start).as(title).isNotNegative();
        int end = text.indexOf("\n\n", start);
        return text.substring(start, end < 0 ? text.length() : end) + "\n";
    }
}
