package io.signalbox.haproxy.configuration;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a value in a configuration may look like; each failure names the key, the value and the rule. */
final class Rules {
    /** HAProxy's own rule for names of proxies and servers. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /** IPv4, IPv6 or a host name: nothing that a shell, a socket family prefix or HAProxy's parser could stumble on. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:-]{1,253}");

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern NETWORK = Pattern.compile(IPV4 + "(/(3[0-2]|[12]?[0-9]))?");
    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_.-]{1,15}");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_./+@-]+");
    /** The kernel's limit on a unix socket's path, less its end. */
    private static final int MAX_SOCKET_PATH = 107;

    private Rules() {}

    static void name(String name) {
        matches("name", name, NAME, "only letters, digits and _ . : -, at most 64");
    }

    static void address(String host) {
        matches("host", host, ADDRESS, "an IP address or a host name");
    }

    static void ipv4(String key, String address) {
        matches(key, address, IPV4, "an IPv4 address");
    }

    static void network(String key, String network) {
        matches(key, network, NETWORK, "an IPv4 address, or a network such as 10.0.0.0/24");
    }

    /** A network interface. */
    static void link(String name) {
        matches("interface", name, LINK, "a network interface");
    }

    static void port(int port) {
        range("port", port, 1, 65_535);
    }

    static void path(Path path) {
        String text = path.toString();
        matches("path", text, PATH, "absolute, only letters, digits and _ . / + @ -");
        range("length of path " + text, text.length(), 2, MAX_SOCKET_PATH);
    }

    static void range(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(key + ": " + value + ": must be " + low + " to " + high);
        }
    }

    static void distinct(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(what + ": " + name + ": is named twice");
            }
        }
    }

    private static void matches(String key, String value, Pattern pattern, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(key + ": " + value + ": must be " + rule);
        }
    }
}
