package io.signalbox.haproxy.configuration;

import io.signalbox.haproxy.configuration.Network.Shared;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.Template.Filling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Renders {@code keepalived.conf} of one proxy.
 *
 * @param statistics where HAProxy says that it is alive
 * @param script {@code haproxy-answers} on the proxy's host; nobody but root may be able to write it
 * @param user who runs the script
 * @param fall after how many failed looks, one a second, the address is given up
 * @param others addresses on other links that move with the network's shared one
 */
public record KeepalivedConfiguration(
        Network network, String proxy, Listener statistics, Path script, String user, int fall, List<Shared> others) {
    private static final String TEMPLATE = "keepalived.conf.template";
    /** The program that looks at HAProxy. */
    private static final String SCRIPT = "haproxy-answers";

    private static final int HIGHEST_PRIORITY = 150;

    /** One address moves. */
    public KeepalivedConfiguration(
            Network network, String proxy, Listener statistics, Path script, String user, int fall) {
        this(network, proxy, statistics, script, user, fall, List.of());
    }

    public KeepalivedConfiguration {
        Rules.path(script);
        Rules.name(user);
        Rules.range("fall", fall, 1, 10);
    }

    /** The text of {@code haproxy-answers}. */
    public static String scriptText() {
        return Template.text(SCRIPT);
    }

    /** The whole file. */
    public String render() {
        Shared shared = network.shared()
                .orElseThrow(
                        () -> new IllegalArgumentException("shared: is missing, so there is nothing for keepalived"));
        List<String> names = List.copyOf(network.proxies().keySet());
        List<Filling> peers = names.stream()
                .filter(name -> !name.equals(proxy))
                .map(name -> Filling.of(Map.of("address", address(name))))
                .toList();
        return Template.named(TEMPLATE)
                .fill(new Filling(
                        Map.ofEntries(
                                Map.entry("proxy", proxy),
                                Map.entry("user", user),
                                Map.entry("script", script.toString()),
                                Map.entry("statisticsHost", statistics.host()),
                                Map.entry("statisticsPort", Integer.toString(statistics.port())),
                                Map.entry("fall", Integer.toString(fall)),
                                Map.entry("interface", shared.linkName()),
                                Map.entry("router", Integer.toString(shared.router())),
                                Map.entry("priority", Integer.toString(HIGHEST_PRIORITY - names.indexOf(proxy))),
                                Map.entry("address", address(proxy)),
                                Map.entry("shared", shared.address() + "/" + shared.prefix())),
                        Map.of(
                                "peer",
                                peers,
                                "other",
                                others.stream()
                                        .map(KeepalivedConfiguration::filling)
                                        .toList())));
    }

    private static Filling filling(Shared other) {
        return Filling.of(Map.of("other", other.address() + "/" + other.prefix(), "link", other.linkName()));
    }

    private String address(String name) {
        return Objects.requireNonNull(network.proxies().get(name), name);
    }
}
