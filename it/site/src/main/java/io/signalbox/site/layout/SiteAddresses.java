package io.signalbox.site.layout;

import java.util.List;
import java.util.Optional;

/** Where the processes of a site listen and are reached. */
public interface SiteAddresses {
    int API = 8090;
    int AGENT = 8091;
    int WRITE = 6446;
    int READ = 6447;
    int FRESH = 6448;
    int WEB = 8080;
    int WEB_TLS = 8443;
    int STATS = 8404;
    /** What one proxy tells the others of its clients. */
    int PEERS = 10000;

    int MYSQL = 3306;
    int MYSQL_ADMIN = 33062;

    /** Of a proxy's or a database's host, where its agent and its mysqld listen. */
    String host(String name);

    /** Where the controller listens, and from where it reaches agents. */
    String controller();

    /** Of controller {@code number}, counted from 1. */
    String control(int number);

    /** Of the member of etcd that has the same number. */
    default String etcd(int number) {
        return control(number);
    }

    /** Whether controllers reach etcd over a network, where a password has to be encrypted. */
    default boolean etcdIsAway() {
        return false;
    }

    /** Where applications reach the first HAProxy. */
    String balancer();

    /** What moves between several HAProxies, if anything does. */
    default List<String> shared() {
        return List.of();
    }

    /** Where HAProxy listens for clients. */
    String frontends(String proxy);

    /** From where HAProxy connects to servers; empty for the kernel's choice. */
    Optional<String> source(String proxy);

    /** Where the web server listens that belongs to a database. */
    String web(String database);
}
