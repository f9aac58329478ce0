package io.signalbox.site.render;

import io.signalbox.site.layout.ControlHosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a member of a site's etcd is started: quick to notice that another is gone, and with a history that does not grow for ever. */
public record EtcdFlags(SitePlan plan, String member) {

    public List<String> all() {
        ControlHosts control = plan.control();
        List<String> flags = new ArrayList<>(List.of(
                "--name=" + member,
                "--data-dir=" + plan.layout().etcd(control.host(member)),
                "--listen-client-urls=" + control.clientUrl(member),
                "--advertise-client-urls=" + control.clientUrl(member),
                "--listen-peer-urls=" + control.peerUrl(member),
                "--initial-advertise-peer-urls=" + control.peerUrl(member),
                "--initial-cluster="
                        + control.members().stream()
                                .map(m -> m + "=" + control.peerUrl(m))
                                .collect(Collectors.joining(",")),
                "--heartbeat-interval=50",
                "--election-timeout=500",
                "--auto-compaction-mode=periodic",
                "--auto-compaction-retention=1h",
                "--logger=zap",
                "--log-level=warn",
                "--log-outputs=stderr"));
        if (plan.addresses().etcdIsAway()) {
            flags.addAll(encryption());
        }
        return flags;
    }

    /** A member's own file holds its key, too. Members ask each other for a certificate, clients show a password. */
    private List<String> encryption() {
        Path own = plan.layout().etcdCertificate(member);
        Path authority = plan.layout().etcdAuthority();
        return List.of(
                "--cert-file=" + own,
                "--key-file=" + own,
                "--peer-cert-file=" + own,
                "--peer-key-file=" + own,
                "--peer-trusted-ca-file=" + authority,
                "--listen-metrics-urls=http://127.0.0.1:" + ControlHosts.ETCD_METRICS);
    }
}
