package io.signalbox.site.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkDescriptionTest {
    @TempDir
    Path dir;

    @Test
    void oneDescriptionGivesEveryFileOfEveryHost() throws IOException {
        SortedMap<String, String> files =
                NetworkFiles.of(NetworkDescription.read(Examples.write(dir, Examples.TWO_PROXIES)));

        assertThat(files.keySet())
                .containsExactly(
                        "c1/signalbox.nft",
                        "db1/signalbox.nft",
                        "db2/signalbox.nft",
                        "lb1/haproxy-answers",
                        "lb1/haproxy.cfg",
                        "lb1/keepalived.conf",
                        "lb1/signalbox.nft",
                        "lb2/haproxy-answers",
                        "lb2/haproxy.cfg",
                        "lb2/keepalived.conf",
                        "lb2/signalbox.nft",
                        "web1/signalbox.nft");
        assertThat(files.get("lb2/haproxy.cfg"))
                .contains("server db2 10.99.0.12:3306 weight 100 disabled", "server web1 10.99.0.21:8080")
                .contains("localpeer lb2", "peer lb1 10.99.0.1:10000", "bind 10.99.0.2:8404")
                .contains("bind 0.0.0.0:443 ssl crt /etc/haproxy/certificates/site.pem");
        assertThat(files.get("lb1/keepalived.conf")).contains("10.99.0.100/24 dev eth0", "fall 2");
    }

    @Test
    void oneProxyNeedsNoKeepalived() throws IOException {
        String one = Examples.TWO_PROXIES
                .replace(", lb2: 10.99.0.2", "")
                .lines()
                .filter(line -> !line.startsWith("shared"))
                .reduce("", (all, line) -> all + line + "\n");

        SortedMap<String, String> files = NetworkFiles.of(NetworkDescription.read(Examples.write(dir, one)));

        assertThat(files.keySet()).noneMatch(file -> file.endsWith("keepalived.conf"));
        assertThat(files.get("lb1/haproxy.cfg")).doesNotContain("peer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            db2: 10.99.0.12      | db2: 10.99.0.11      | databases: 10.99.0.11: is named twice
            web1: 10.99.0.21     | web1: web.example    | webs.web1: web.example: must be an IPv4 address
            router: 51           | router: 256          | shared.router: 256: must be 1 to 255
            visitors: [0.0.0.0/0]| visitors: [all]      | visitors: all: must be an IPv4 address, or a network
            interface: eth0      | interface: 'e; rm'   | interface: e; rm: must be a network interface
            controllers:         | operators_:          | cannot be read
            """)
    void whatIsWrongIsNamed(String right, String wrong, String sentence) throws IOException {
        Path file = Examples.write(dir, Examples.TWO_PROXIES.replace(right, wrong));

        assertThatThrownBy(() -> NetworkDescription.read(file))
                .isInstanceOf(SiteFailure.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void whereHaproxyIsSomebodyElsesItsFileIsNotRendered() throws IOException {
        SortedMap<String, String> files =
                NetworkFiles.of(NetworkDescription.read(Examples.write(dir, Examples.ADOPTED)));

        assertThat(files.keySet()).noneMatch(file -> file.endsWith("haproxy.cfg"));
        assertThat(files.get("lb1/agent-proxy.yaml")).endsWith("""
                proxy:
                  runtimeSocket: "/run/haproxy/admin.sock"
                  masterSocket: "/run/haproxy-master.sock"
                  names:
                    mysql_main_ro:
                      name: "pg_ro"
                      servers:
                        db1: "alpha"
                        db2: "beta"
                    mysql_main_rw:
                      name: "pg_rw"
                      servers:
                        db1: "alpha"
                        db2: "beta"
                        hold: "parking"
                    web:
                      name: "app"
                      servers:
                        web1: "App-1"
                        web2: "App-2"
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql_main_ro: {name: pg_ro | mysql_main_ro: {name: pg_rw   | adopted.backends: mysql_main_ro and mysql_main_rw are both called pg_rw
            mysql_main_ro: {name: pg_ro | mysql_reads: {name: pg_ro     | adopted.backends.mysql_reads: is no backend of this site; those are mysql_main_rw
            name: app                   | name: ''                      | adopted.backends.web.name: a name in HAProxy has 1 to 128 letters
            name: app                   | name: 'a b'                   | adopted.backends.web.name: a name in HAProxy has 1 to 128 letters
            name: app,                  | port: 3,                      | cannot be read
            web1: App-1                 | web1: 'App;1'                 | adopted.backends.web.servers.web1: a name in HAProxy
            web1: App-1                 | web1: App-2                   | adopted.backends.web.servers: web1 and web2 are both called App-2
            web1: App-1                 | web3: App-1                   | adopted.backends.web.servers.web3: is no server of this backend
            web1: App-1, web2: App-2    | web1: web2                    | adopted.backends.web.servers: web1 and web2 are both called web2
            """)
    void whatIsWrongWithForeignNamesIsSaidWithItsPlace(String right, String wrong, String sentence) throws IOException {
        assertThat(Examples.ADOPTED).contains(right);
        Path file = Examples.write(dir, Examples.ADOPTED.replace(right, wrong));

        assertThatThrownBy(() -> NetworkDescription.read(file))
                .isInstanceOf(SiteFailure.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theExamplesOfTheManualAreSome() throws IOException {
        String manual = Files.readString(Path.of("../../docs/network.md"));
        String example =
                manual.substring(manual.indexOf("```yaml\n") + 8, manual.indexOf("\n```", manual.indexOf("```yaml")));

        assertThat(NetworkFiles.of(NetworkDescription.read(Examples.write(dir, example))))
                .hasSizeGreaterThan(10);

        int adopted = manual.lastIndexOf("```yaml\n") + 8;
        String foreign = manual.substring(adopted, manual.indexOf("\n```", adopted));
        assertThat(NetworkFiles.of(NetworkDescription.read(Examples.write(dir, foreign))))
                .containsKey("lb1/agent-proxy.yaml");
    }
}
