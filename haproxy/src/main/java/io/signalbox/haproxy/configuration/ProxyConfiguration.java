package io.signalbox.haproxy.configuration;

/** Renders {@code haproxy.cfg}. */
public final class ProxyConfiguration {
    private ProxyConfiguration() {}

    /** The whole file, ending with a newline. */
    public static String render(SiteLayout layout) {
        throw new UnsupportedOperationException("being written: " + layout);
    }
}
