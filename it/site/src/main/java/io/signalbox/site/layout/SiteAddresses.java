package io.signalbox.site.layout;

import java.util.ArrayList;
import java.util.List;

/** The addresses of a local site: each host has one of its own in 127.0.X.*, so that links between hosts can be cut. */
public record SiteAddresses(int index) {
    public static final int API = 8090;
    public static final int AGENT = 8091;
    public static final int WRITE = 6446;
    public static final int READ = 6447;
    public static final int WEB = 8080;
    public static final int STATS = 8404;
    public static final int MYSQL = 3306;
    public static final int MYSQL_ADMIN = 33062;

    private static final int FIRST_DATABASE = 10;

    /** The load balancer's host. */
    public String balancer() {
        return "127.0." + index + ".1";
    }

    /** The host of a database, and of the web server beside it. */
    public String host(String name) {
        return name.equals(Names.BALANCER)
                ? balancer()
                : "127.0." + index + "." + (FIRST_DATABASE + Names.number(name));
    }

    /** Everything that the site will listen on, with the process that does. */
    public List<Endpoint> endpoints(List<String> databases) {
        List<Endpoint> all = new ArrayList<>(List.of(
                endpoint(Names.BALANCER, Names.HAPROXY, WRITE),
                endpoint(Names.BALANCER, Names.HAPROXY, READ),
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
