package io.signalbox.controller.daemon.config;

import io.signalbox.controller.daemon.config.ControllerConfig.Store;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code store}: where the records are. All that is not {@code kind} belongs to etcd. */
final class StoreReader {
    private static final int LEASE_SECONDS = 2;
    private static final int LONGEST_LEASE_SECONDS = 60;
    private static final int MOST_MEMBERS = 9;
    private static final Pattern ENDPOINT = Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9.-]{0,252}:\\d{1,5}");
    private static final Pattern PREFIX = Pattern.compile("/[A-Za-z0-9/_-]{0,100}/");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");
    private static final Pattern THIS_HOST = Pattern.compile("localhost|127(\\.\\d{1,3}){3}");
    private static final String ENDPOINTS = "endpoints";

    private StoreReader() {}

    static Store read(Section section) {
        return section.word("kind", Store.Kind.class, Store.Kind.FILE) == Store.Kind.FILE ? Store.FILE : etcd(section);
    }

    private static Store etcd(Section section) {
        List<URI> endpoints = endpoints(section);
        Optional<String> user = section.has("user")
                ? Optional.of(section.matching("user", USER, "must be a name of at most 64 letters, digits or _.@-"))
                : Optional.empty();
        Store store = new Store(
                Store.Kind.ETCD,
                endpoints,
                section.has("prefix")
                        ? section.matching("prefix", PREFIX, "must begin and end with /, such as /signalbox/local/")
                        : Store.PREFIX,
                user,
                file(section, "passwordFile"),
                file(section, "ca"),
                section.integer("leaseSeconds", 1, LONGEST_LEASE_SECONDS, LEASE_SECONDS));
        if (!endpoints.isEmpty()) {
            check(section, store);
        }
        return store;
    }

    private static void check(Section section, Store store) {
        boolean encrypted = store.endpoints().getFirst().getScheme().equals("https");
        if (store.endpoints().stream().anyMatch(e -> e.getScheme().equals("https") != encrypted)) {
            section.wrong(ENDPOINTS, store.endpoints(), "must be all of http or all of https");
        }
        if (store.ca().isPresent() && !encrypted) {
            section.wrong("ca", store.ca().get(), "is for endpoints of https, these are " + store.endpoints());
        }
        if (store.user().isPresent() != store.passwordFile().isPresent()) {
            section.wrong("user", store.user().orElse("(absent)"), "user and passwordFile go together");
        }
        if (store.user().isPresent()
                && !encrypted
                && !store.endpoints().stream().allMatch(StoreReader::isThisHost)) {
            section.wrong(
                    ENDPOINTS, store.endpoints(), "must be of https: a password leaves this host by no other way");
        }
    }

    private static boolean isThisHost(URI endpoint) {
        return THIS_HOST.matcher(String.valueOf(endpoint.getHost())).matches();
    }

    private static List<URI> endpoints(Section section) {
        List<URI> endpoints = new ArrayList<>();
        List<String> texts = section.texts(ENDPOINTS);
        for (String text : texts) {
            if (ENDPOINT.matcher(text).matches() && port(text) >= 1 && port(text) <= 65535) {
                endpoints.add(URI.create(text));
            } else {
                section.wrong(ENDPOINTS, text, "must be like http://127.0.1.21:2379, with a port from 1 to 65535");
            }
        }
        if (texts.size() > MOST_MEMBERS) {
            section.wrong(ENDPOINTS, texts.size() + " endpoints", "must be at most " + MOST_MEMBERS);
        }
        return List.copyOf(endpoints);
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    private static Optional<Path> file(Section section, String key) {
        return section.has(key) ? Optional.of(Path.of(section.path(key, "must be a path"))) : Optional.empty();
    }
}
