package io.signalbox.agents.daemon.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.mysql.real.RealMysql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an agent that is told an address which is no loopback one gets in. */
class ConnectIT {
    private static final Duration LIVES = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void goesOnWithoutTlsWhenTheCertificateOfItsOwnMachineHasExpired() throws Exception {
        try (RealMysql mysql =
                RealMysql.create("certificate", "127.0.201.35", 1).start()) {
            Account account = new Account(RealMysql.TESTER, RealMysql.passwordOf(RealMysql.TESTER));
            assertThat(cipher(mysql, account)).isNotEmpty();
            Path pair = directory.resolve("pair.pem");
            Path root = directory.resolve("root.pem");
            Instant now = Instant.now();
            LocalAuthority authority = LocalAuthority.create("test", now, Duration.ofDays(1));
            Files.writeString(root, authority.rootPem());
            Files.writeString(pair, authority.issue(List.of(mysql.host()), now, LIVES));
            mysql.run(
                    "SET GLOBAL ssl_ca = '" + root + "', GLOBAL ssl_cert = '" + pair + "', GLOBAL ssl_key = '" + pair
                            + "'",
                    "ALTER INSTANCE RELOAD TLS");
            assertThat(cipher(mysql, account)).isNotEmpty();
            await().atMost(LIVES.plusSeconds(10))
                    .until(() -> cipher(mysql, account).isEmpty());
        }
    }

    private static String cipher(RealMysql mysql, Account account) throws SQLException {
        try (Connection connection = Connect.encrypted(mysql.host(), RealMysql.PORT, account);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
            row.next();
            return row.getString(2);
        }
    }
}
