package io.signalbox.site.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses of a local site: each host has one of its own in 127.0.X.*, so that links between hosts can be cut. */
public record LoopbackAddresses(int index) implements SiteAddresses {
    private static final int FIRST_DATABASE = 10;
    private static final int FIRST_CONTROLLER = 20;

    /** Where proxies go on that would be in the way of the databases. */
    private static final int LATER_PROXIES = 40;

    @Override
    public String balancer() {
        return host(Names.BALANCER);
    }

    @Override
    public String host(String name) {
        return "127.0." + index + "."
                + (Names.isProxy(name) ? proxy(Names.proxyNumber(name)) : FIRST_DATABASE + Names.number(name));
    }

    private static int proxy(int number) {
        return number < FIRST_DATABASE ? number : LATER_PROXIES + number;
    }

    @Override
    public String controller() {
        return balancer();
    }

    /** The first is beside the load balancer. */
    @Override
    public String control(int number) {
        return number == 1 ? balancer() : "127.0." + index + "." + (FIRST_CONTROLLER + number);
    }

    @Override
    public String web(String database) {
        return host(database);
    }

    @Override
    public String frontends(String proxy) {
        return host(proxy);
    }

    @Override
    public Optional<String> source(String proxy) {
        return Optional.of(host(proxy));
    }

    /** Everything that the site will listen on, with the process that does. */
    public List<Endpoint> endpoints(List<String> proxies, List<String> databases) {
        List<Endpoint> all = new ArrayList<>();
        all.add(endpoint(Names.BALANCER, Names.CONTROLLER, API));
        for (String proxy : proxies) {
            for (int port : new int[] {WRITE, READ, FRESH, WEB, WEB_TLS, STATS, PEERS}) {
                all.add(endpoint(proxy, Names.HAPROXY, port));
            }
            all.add(endpoint(proxy, Names.AGENT, AGENT));
        }
        for (String database : databases) {
            all.add(endpoint(database, Names.AGENT, AGENT));
            all.add(endpoint(database, Names.WEB, WEB));
            all.add(endpoint(database, Names.MYSQLD, MYSQL));
            all.add(endpoint(database, Names.MYSQLD, MYSQL_ADMIN));
        }
        return all;
    }

    private Endpoint endpoint(String host, String process, int port) {
        return new Endpoint(Names.process(host, process), host(host), port);
    }
}
