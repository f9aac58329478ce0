package io.signalbox.site.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses of a local site: each host has one of its own in 127.0.X.*, so that links between hosts can be cut. */
public record LoopbackAddresses(int index) implements SiteAddresses {
    private static final int FIRST_DATABASE = 10;

    @Override
    public String balancer() {
        return "127.0." + index + ".1";
    }

    @Override
    public String host(String name) {
        return name.equals(Names.BALANCER)
                ? balancer()
                : "127.0." + index + "." + (FIRST_DATABASE + Names.number(name));
    }

    @Override
    public String controller() {
        return balancer();
    }

    @Override
    public String web(String database) {
        return host(database);
    }

    @Override
    public String frontends() {
        return balancer();
    }

    @Override
    public Optional<String> source() {
        return Optional.of(balancer());
    }

    /** Everything that the site will listen on, with the process that does. */
    public List<Endpoint> endpoints(List<String> databases) {
        List<Endpoint> all = new ArrayList<>(List.of(
                endpoint(Names.BALANCER, Names.HAPROXY, WRITE),
                endpoint(Names.BALANCER, Names.HAPROXY, READ),
                endpoint(Names.BALANCER, Names.HAPROXY, FRESH),
                endpoint(Names.BALANCER, Names.HAPROXY, WEB),
                endpoint(Names.BALANCER, Names.HAPROXY, STATS),
                endpoint(Names.BALANCER, Names.CONTROLLER, API),
                endpoint(Names.BALANCER, Names.AGENT, AGENT)));
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
