package io.signalbox.agents.daemon.frontage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trusts one authority, and looks at pages. */
final class Browser {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI site;

    Browser(X509Certificate root, URI site) throws GeneralSecurityException, IOException {
        this.site = site;
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        http = HttpClient.newBuilder()
                .sslContext(context(trust.getTrustManagers()))
                .connectTimeout(BOUND)
                .build();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return plain(site.resolve(path));
    }

    HttpResponse<String> plain(URI page) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(page).timeout(BOUND).build(), BodyHandlers.ofString());
    }

    /** Whether a handshake of that version succeeds. */
    static boolean handshake(String host, int port, String version) throws GeneralSecurityException, IOException {
        try (SSLSocket socket = socket(host, port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    /** The SHA-1 of the certificate that a new client is shown. */
    static String shown(String host, int port) throws GeneralSecurityException, IOException {
        try (SSLSocket socket = socket(host, port)) {
            socket.startHandshake();
            byte[] der = socket.getSession().getPeerCertificates()[0].getEncoded();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(der))
                    .toUpperCase(Locale.ROOT);
        }
    }

    private static SSLSocket socket(String host, int port) throws GeneralSecurityException, IOException {
        return (SSLSocket)
                context(new TrustManager[] {new Anybody()}).getSocketFactory().createSocket(host, port);
    }

    private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, new SecureRandom());
        return context;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
