package io.signalbox.lab.drill;

import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.WebLoad;
import io.signalbox.site.Site;
import io.signalbox.site.start.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.SocketFactory;

/** Clients of a site's web tier, by TLS where the site shows a certificate. */
final class WebVisitors {
    private WebVisitors() {}

    static WebLoad of(Site site) {
        URI uri = URI.create(site.describe().web());
        Address address = new Address(uri.getHost(), uri.getPort());
        try {
            SocketFactory sockets = uri.getScheme().equals("https")
                    ? Trust.of(Path.of(site.describe().webAuthority())).getSocketFactory()
                    : SocketFactory.getDefault();
            return WebLoad.start(address, sockets);
        } catch (IOException | GeneralSecurityException e) {
            throw new DrillFailure("the site's certificates cannot be judged: " + e.getMessage());
        }
    }
}
