package io.signalbox.site.start;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** One look at the demonstration page through HAProxy, as a visitor has. */
record WebProbe(URI page) {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    /** Does a web server answer? HAProxy says 503 until its checks have found one. */
    boolean answers() {
        try {
            HttpURLConnection visit = (HttpURLConnection) page.toURL().openConnection();
            visit.setConnectTimeout(PATIENCE_MILLIS);
            visit.setReadTimeout(PATIENCE_MILLIS);
            try {
                return visit.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                visit.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
