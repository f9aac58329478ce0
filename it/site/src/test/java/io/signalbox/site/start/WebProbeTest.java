package io.signalbox.site.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WebProbeTest {
    @Test
    void a503OfHaproxyIsNoAnswerOfAWebServer() throws IOException {
        AtomicInteger status = new AtomicInteger(503);
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        proxy.start();
        try {
            WebProbe probe = new WebProbe(
                    URI.create("http://127.0.0.1:" + proxy.getAddress().getPort() + "/"), Optional.empty());
            assertThat(probe.answers()).isFalse();
            status.set(200);
            assertThat(probe.answers()).isTrue();
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void nobodyThereIsNoAnswer() {
        assertThat(new WebProbe(URI.create("http://127.0.0.1:1/"), Optional.empty()).answers())
                .isFalse();
    }
}
