package io.signalbox.site.container;

import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import java.util.List;
import java.util.Optional;

/**
 * Fixed addresses in the networks of {@code docker-compose.yml}, which gives them to its services: name resolution is no part of the data
 * path.
 *
 * @param database the first three numbers of the database network, such as {@code 10.77.1}
 * @param web those of the web network
 * @param clients those of the outside
 * @param moves whether there are several HAProxies, which share an address in each network of those who call them
 */
record ContainerAddresses(String database, String web, String clients, boolean moves) implements SiteAddresses {
    private static final String BALANCER = ".2";
    private static final String SECOND_BALANCER = ".5";
    private static final String CONTROLLER = ".3";
    private static final String SHARED = ".10";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int FIRST_SERVER = 10;
    private static final int LATER_CONTROLLERS = 4;
    private static final int FIRST_ETCD = 20;

    @Override
    public String host(String name) {
        return database + (Names.isProxy(name) ? proxy(name) : server(name));
    }

    /** Of a proxy in the clients network, where those of several watch each other. */
    String outside(String proxy) {
        return clients + proxy(proxy);
    }

    @Override
    public String controller() {
        return control(1);
    }

    @Override
    public String control(int number) {
        return database + (number == 1 ? CONTROLLER : "." + (LATER_CONTROLLERS + number));
    }

    @Override
    public String etcd(int number) {
        return database + "." + (FIRST_ETCD + number);
    }

    /** Each has a host of its own. */
    @Override
    public boolean etcdIsAway() {
        return true;
    }

    @Override
    public String balancer() {
        return web + (moves ? SHARED : BALANCER);
    }

    @Override
    public List<String> shared() {
        return moves ? List.of(clients + SHARED, web + SHARED) : List.of();
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

    private static String proxy(String name) {
        return name.equals(Names.BALANCER) ? BALANCER : SECOND_BALANCER;
    }

    private static String server(String database) {
        return "." + (FIRST_SERVER + Names.number(database));
    }
}
