package io.signalbox.site.container;

import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import java.util.Optional;

/**
 * Fixed addresses in the networks of {@code docker-compose.yml}, which gives them to its services: name resolution is no part of the data
 * path.
 *
 * @param database the first three numbers of the database network, such as {@code 10.77.1}
 * @param web those of the web network
 */
record ContainerAddresses(String database, String web) implements SiteAddresses {
    private static final String BALANCER = ".2";
    private static final String CONTROLLER = ".3";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int FIRST_SERVER = 10;

    @Override
    public String host(String name) {
        return name.equals(Names.BALANCER) ? database + BALANCER : database + server(name);
    }

    @Override
    public String controller() {
        return database + CONTROLLER;
    }

    @Override
    public String balancer() {
        return web + BALANCER;
    }

    /** HAProxy has a foot in every network. */
    @Override
    public String frontends(String proxy) {
        return EVERYWHERE;
    }

    @Override
    public Optional<String> source(String proxy) {
        return Optional.empty();
    }

    @Override
    public String web(String database) {
        return web + server(database);
    }

    private static String server(String database) {
        return "." + (FIRST_SERVER + Names.number(database));
    }
}
