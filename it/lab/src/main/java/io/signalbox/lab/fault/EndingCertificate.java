package io.signalbox.lab.fault;

import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Trust;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.literal.Quote;
import io.signalbox.site.Site;
import io.signalbox.site.layout.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * mysqld shows a certificate whose end comes while it is in use. One that has ended already it refuses to load (error 3888), so that this
 * is how a site comes to show one.
 */
public final class EndingCertificate implements Fault {
    private static final Duration AUTHORITY_LIVES = Duration.ofDays(1);

    /** What mysqld makes for itself in its data directory, and shows when nobody says otherwise. */
    private static final List<String> OWN = List.of("ca.pem", "server-cert.pem", "server-key.pem");

    private final Operator operator;
    private final Path directory;
    private final Duration lives;

    /** @param directory for its files */
    public EndingCertificate(Operator operator, Path directory, Duration lives) {
        this.operator = operator;
        this.directory = directory;
        this.lives = lives;
    }

    /** Gives back what drills that were killed left; returns how many that were. A mysqld that was started since shows its own. */
    public static int healLeftovers(Site site) {
        int healed = 0;
        for (var server : site.describe().servers()) {
            EndingCertificate fault = new EndingCertificate(
                    new Operator(
                            site, server.name(), Address.parse(server.mysql()).host()),
                    site.layout().drills(),
                    Duration.ZERO);
            if (fault.isLeft()) {
                fault.heal();
                healed++;
            }
        }
        return healed;
    }

    private boolean isLeft() {
        try {
            return shown().startsWith(directory.toString());
        } catch (FaultFailure notNow) {
            return false;
        }
    }

    private String shown() {
        return operator.asks(AccountNames.OPERATOR, "SELECT COALESCE(@@GLOBAL.ssl_cert, '')");
    }

    /** The file with which a client knows it, until its end. */
    public Path authority() {
        return directory.resolve("authority.p12");
    }

    @Override
    public void inject() {
        if (!OWN.contains(shown())) {
            throw new FaultFailure(
                    operator.server() + " shows a certificate that somebody gave to it, which is left alone.");
        }
        Path root = directory.resolve("authority.pem");
        Path pair = directory.resolve("server.pem");
        try {
            Secrets.directory(directory);
            Instant now = Instant.now();
            LocalAuthority authority = LocalAuthority.create("Signalbox drill", now, AUTHORITY_LIVES);
            Secrets.writePrivately(root, authority.rootPem());
            Secrets.writePrivately(pair, authority.issue(List.of(operator.host()), now, lives));
            writeStore(authority);
        } catch (GeneralSecurityException e) {
            throw new FaultFailure("This Java cannot make a certificate: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        show(List.of(root.toString(), pair.toString(), pair.toString()));
    }

    private void writeStore(LocalAuthority authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.root());
        try (OutputStream out = Files.newOutputStream(authority())) {
            store.store(out, Trust.PASSWORD.toCharArray());
        }
    }

    private void show(List<String> files) {
        operator.says(
                AccountNames.OPERATOR,
                "SET GLOBAL ssl_ca = " + Quote.text(files.get(0)) + ", GLOBAL ssl_cert = " + Quote.text(files.get(1))
                        + ", GLOBAL ssl_key = " + Quote.text(files.get(2)),
                "ALTER INSTANCE RELOAD TLS");
    }

    @Override
    public void heal() {
        show(OWN);
    }

    @Override
    public String sentence() {
        return operator.server() + " shows a certificate that ends after " + lives.toSeconds() + " s";
    }
}
