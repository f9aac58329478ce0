package io.signalbox.agents.daemon.frontage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Web servers that tell what HAProxy told them. */
final class WebPages implements AutoCloseable {
    private static final int PORT = 8080;

    private final List<HttpServer> servers = new ArrayList<>();

    WebPages(String... hosts) throws IOException {
        for (String host : hosts) {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, PORT), 0);
            server.createContext("/", WebPages::answer);
            server.start();
            servers.add(server);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String page = "proto=" + exchange.getRequestHeaders().getFirst("X-Forwarded-Proto") + "\n";
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
