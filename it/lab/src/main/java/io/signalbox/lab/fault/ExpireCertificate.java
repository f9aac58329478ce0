package io.signalbox.lab.fault;

import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.lab.workload.Address;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** mysqld shows a certificate that expired ten days ago; its own lie beside it as they were. */
public record ExpireCertificate(Operator server) implements Fault {
    private static final String CERTIFICATE = "server-cert.pem";
    private static final String KEY = "server-key.pem";
    private static final String BEFORE = ".before-drill";
    private static final Duration MADE = Duration.ofDays(40);
    private static final Duration LIVED = Duration.ofDays(30);
    private static final String KEY_BEGINS = "-----BEGIN PRIVATE KEY-----";

    /** Gives back what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        List<ExpireCertificate> left = new ArrayList<>();
        site.describe()
                .servers()
                .forEach(one -> left.add(new ExpireCertificate(new Operator(
                        site, one.name(), Address.parse(one.mysql()).host()))));
        left.removeIf(fault -> !Files.exists(fault.before(KEY)));
        left.forEach(ExpireCertificate::heal);
        return left.size();
    }

    private Path file(String name) {
        return server.site().layout().dataDir(server.server()).resolve(name);
    }

    private Path before(String name) {
        return file(name).resolveSibling(name + BEFORE);
    }

    @Override
    public void inject() {
        try {
            String pem = expired();
            int key = pem.indexOf(KEY_BEGINS);
            replace(CERTIFICATE, pem.substring(0, key));
            replace(KEY, pem.substring(key));
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate of " + server.server() + " could not be changed", e);
        }
        reload();
    }

    private String expired() {
        Instant made = Instant.now().minus(MADE);
        try {
            return LocalAuthority.create("drill", made, MADE.multipliedBy(2))
                    .issue(List.of(server.server()), made, LIVED);
        } catch (GeneralSecurityException e) {
            throw new FaultFailure("no certificate could be made: " + e.getMessage());
        }
    }

    /** The file keeps its owner and mode. */
    private void replace(String name, String text) throws IOException {
        Files.copy(file(name), before(name), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(file(name), text);
    }

    @Override
    public void heal() {
        boolean any = false;
        try {
            for (String name : List.of(CERTIFICATE, KEY)) {
                if (Files.exists(before(name))) {
                    Files.write(file(name), Files.readAllBytes(before(name)));
                    Files.delete(before(name));
                    any = true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate of " + server.server() + " could not be given back", e);
        }
        if (any) {
            reload();
        }
    }

    private void reload() {
        server.says(AccountNames.OPERATOR, "ALTER INSTANCE RELOAD TLS");
    }

    @Override
    public String sentence() {
        return "the certificate of mysqld of " + server.server() + " has expired";
    }
}
