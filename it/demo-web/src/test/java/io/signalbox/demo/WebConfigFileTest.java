package io.signalbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebConfigFileTest {
    @TempDir
    Path dir;

    @Test
    void readsWhatTheSiteWrites() throws Exception {
        Path password = Files.writeString(dir.resolve("client.password"), "secret\n");
        WebConfig config = WebConfigFile.read(file("""
                server: web1
                listen: 127.0.1.11:8080
                write: 127.0.1.1:6446
                read: 127.0.1.1:6447
                user: app
                passwordFile: %s
                database: demo
                names: {127.0.1.11: db1}
                """.formatted(password)));
        assertThat(config.write()).isEqualTo(new WebConfig.Address("127.0.1.1", 6446));
        assertThat(config.canaryWritesPerSecond()).isEqualTo(20);
        assertThat(config.names()).isEqualTo(Map.of("127.0.1.11", "db1"));
    }

    @Test
    void saysAllThatIsWrongAtOnceEachWithKeyValueAndRule() throws IOException {
        Path file = file("""
                server: Web 1
                listen: 127.0.1.11
                write: 127.0.1.1:99999
                user: 7
                passwordFile: here
                database: "demo`; DROP"
                canaryWritesPerSecond: 1000
                colour: red
                """);
        assertThatThrownBy(() -> WebConfigFile.read(file))
                .isInstanceOf(WebConfigFile.Wrong.class)
                .hasMessage("""
                        server: "Web 1": must be a name of a-z, 0-9, '-' and '_'
                        listen: "127.0.1.11": must be host:port
                        write: "127.0.1.1:99999": must be host:port
                        read: (missing): must be host:port
                        user: 7: must be a MySQL account's name
                        passwordFile: "here": must be the absolute path of a file that can be read
                        database: "demo`; DROP": must be a schema's name of A-Z, a-z, 0-9 and '_'
                        canaryWritesPerSecond: 1000: must be a number from 0 to 100
                        colour: "red": is not known; known are canaryWritesPerSecond, database, listen, names,\
                         passwordFile, read, release, server, user, write""");
    }

    @Test
    void refusesWhatIsNoMapping() throws IOException {
        Path list = file("- a\n- b\n");
        assertThatThrownBy(() -> WebConfigFile.read(list)).hasMessageContaining("must be a YAML mapping");
        assertThatThrownBy(() -> WebConfigFile.read(dir.resolve("absent.yaml"))).hasMessageContaining("cannot be read");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("web.yaml"), text);
    }
}
