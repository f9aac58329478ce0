package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.pool.LoadCurve;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The web servers whose weights an agent scales by their load.
 *
 * @param agents whom to ask about each server
 */
public record WebPoolSettings(Name backend, LoadCurve curve, SortedMap<Name, Address> agents) {
    public WebPoolSettings {
        agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    }

    /** Where an agent listens. */
    public record Address(String host, int port) {}
}
