package io.signalbox.site.container;

import io.signalbox.haproxy.certificate.CertificateRefused;
import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.haproxy.configuration.KeepalivedConfiguration;
import io.signalbox.haproxy.configuration.Network;
import io.signalbox.haproxy.configuration.Network.Shared;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.render.EtcdFlags;
import io.signalbox.site.render.EtcdNames;
import io.signalbox.site.render.SitePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a site has only where any one container may be lost: keepalived's file of each HAProxy, and what etcd's members need. */
record SpareFiles(SitePlan plan, ContainerAddresses addresses) {
    /** The kernel's names of a container's interfaces are known in the container alone, which puts them in place of these. */
    private static final List<String> LINKS = List.of("clients0", "web0");

    private static final Path SCRIPT = Path.of("/usr/local/bin/haproxy-answers");
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PREFIX = 24;
    private static final int ROUTER = 77;
    private static final int FALL = 2;
    /** As long as the site itself: nobody but its own containers sees them. */
    private static final Duration CERTIFICATES_LIVE = Duration.ofDays(3650);

    /** Each process's directory of a proxy that has a keepalived. */
    static final String KEEPALIVED = "keepalived";

    static Path authorityKey(SitePlan plan) {
        return plan.layout().secret("etcd-authority.pem");
    }

    void write(Secrets secrets) throws IOException {
        for (String proxy : plan.proxies()) {
            Path dir = plan.layout().dir().resolve(proxy).resolve(KEEPALIVED);
            Files.writeString(dir.resolve("keepalived.conf"), keepalived(proxy));
        }
        secrets.create(plan.layout().etcdPassword(EtcdNames.ROOT));
        secrets.create(plan.layout().etcdPassword(EtcdNames.ACCOUNT));
        certificates();
        for (String member : plan.control().members()) {
            Path data = plan.layout().etcd(plan.control().host(member));
            Files.writeString(
                    data.resolveSibling("flags"), String.join("\n", new EtcdFlags(plan, member).all()) + "\n");
        }
    }

    private String keepalived(String proxy) {
        return new KeepalivedConfiguration(
                        network(),
                        proxy,
                        new Listener(LOOPBACK, SiteAddresses.STATS),
                        SCRIPT,
                        System.getProperty("user.name"),
                        FALL,
                        List.of(shared(1)))
                .render();
    }

    private Network network() {
        ControlHosts control = plan.control();
        return new Network(
                by(control.names(), control::address),
                by(plan.proxies(), addresses::outside),
                by(plan.databases(), addresses::host),
                by(plan.webHosts().stream().map(Names::web).toList(), name -> addresses.web("db" + name.substring(3))),
                Optional.of(shared(0)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private Shared shared(int network) {
        return new Shared(addresses.shared().get(network), PREFIX, LINKS.get(network), ROUTER);
    }

    private static TreeMap<String, String> by(List<String> names, UnaryOperator<String> address) {
        return names.stream().collect(Collectors.toMap(name -> name, address, (a, b) -> a, TreeMap::new));
    }

    private void certificates() throws IOException {
        try {
            LocalAuthority authority = authority();
            Secrets.writePrivately(plan.layout().etcdAuthority(), authority.rootPem());
            for (String member : plan.control().members()) {
                Path file = plan.layout().etcdCertificate(member);
                if (!Files.exists(file)) {
                    String address = addresses.etcd(Integer.parseInt(member.substring(1)));
                    Secrets.writePrivately(
                            file, authority.issueToPeer(List.of(member, address), Instant.now(), CERTIFICATES_LIVE));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new SiteFailure("This Java cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private LocalAuthority authority() throws IOException, GeneralSecurityException {
        Path file = authorityKey(plan);
        if (!Files.exists(file)) {
            Secrets.writePrivately(
                    file,
                    LocalAuthority.create("etcd of " + plan.description().site(), Instant.now(), CERTIFICATES_LIVE)
                            .pem());
        }
        try {
            return LocalAuthority.read(Files.readString(file));
        } catch (CertificateRefused e) {
            throw new SiteFailure(file + ": " + e.getMessage(), e);
        }
    }
}
