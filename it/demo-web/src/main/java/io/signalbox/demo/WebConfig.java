package io.signalbox.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code web.yaml}.
 *
 * @param server this web server's name, shown on every page
 * @param write where writes go: HAProxy's rw frontend
 * @param read where reads go: HAProxy's ro frontend
 * @param passwordFile one value; its content is never shown
 * @param database schema of the guest book; created when the writer is there
 * @param canaryWritesPerSecond pace of the site's one canary, 0 for none
 * @param names what to call a database, by the address that it reports; the address itself when absent
 * @param release what is deployed here; see {@link io.signalbox.demo.web.Release}
 */
public record WebConfig(
        String server,
        Address listen,
        Address write,
        Address read,
        String user,
        Path passwordFile,
        String database,
        int canaryWritesPerSecond,
        SortedMap<String, String> names,
        Optional<Path> release) {

    static final int DEFAULT_CANARY_WRITES_PER_SECOND = 20;

    /** {@code host:port}. */
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
