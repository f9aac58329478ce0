package io.signalbox.controller.daemon.links;

import io.signalbox.agents.protocol.Command;
import io.signalbox.controller.daemon.loop.Outbox;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** All links of one cluster, by server. */
public final class AgentLinks implements Outbox {
    private static final int NONCE_BYTES = 32;

    private final Map<String, AgentLink> links = new TreeMap<>();
    private final LinkListener listener;

    /**
     * @param bind source address of the links
     * @param leads asked before each command leaves
     * @param key the site's key, see {@link io.signalbox.agents.protocol.Handshake}
     */
    public AgentLinks(
            Vertx vertx,
            String controller,
            String bind,
            byte[] key,
            List<Peer> peers,
            BooleanSupplier leads,
            LinkSettings settings,
            LinkListener listener) {
        WebSocketClient client = vertx.createWebSocketClient(options(bind, settings));
        this.listener = listener;
        SecureRandom random = new SecureRandom();
        for (Peer peer : peers) {
            Supplier<Introduction> introductions =
                    () -> new Introduction(key, controller, peer.server(), nonce(random));
            links.put(peer.server(), new AgentLink(vertx, client, peer, introductions, leads, settings, listener));
        }
    }

    private static WebSocketClientOptions options(String bind, LinkSettings settings) {
        return new WebSocketClientOptions()
                .setLocalAddress(bind)
                .setTcpNoDelay(true)
                .setConnectTimeout(Math.toIntExact(settings.connectWithin().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(Math.toIntExact(settings.silentFor().toMillis()))
                .setMaxFrameSize(LinkSettings.LONGEST_MESSAGE)
                .setMaxMessageSize(LinkSettings.LONGEST_MESSAGE)
                .setClosingTimeout(1);
    }

    private static String nonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public void start() {
        links.values().forEach(AgentLink::start);
    }

    /** Ends every link; the client itself ends with its Vert.x. */
    public void close() {
        links.values().forEach(AgentLink::close);
    }

    @Override
    public void send(String server, Command command, Duration deadline) {
        AgentLink link = links.get(server);
        if (link == null) {
            listener.unanswered(command.id(), server, server + " has no agent in the configuration");
        } else {
            link.send(command, deadline);
        }
    }
}
