package io.signalbox.site.start;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/**
 * One look at the demonstration page through HAProxy, as a visitor has.
 *
 * @param authority who signed its certificate
 */
record WebProbe(URI page, Optional<Path> authority) {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    /** Does a web server answer? HAProxy says 503 until its checks have found one. */
    boolean answers() {
        try {
            HttpURLConnection visit = (HttpURLConnection) page.toURL().openConnection();
            if (visit instanceof HttpsURLConnection secure && authority.isPresent()) {
                secure.setSSLSocketFactory(Trust.of(authority.get()).getSocketFactory());
            }
            visit.setConnectTimeout(PATIENCE_MILLIS);
            visit.setReadTimeout(PATIENCE_MILLIS);
            try {
                return visit.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                visit.disconnect();
            }
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }
}
