package io.signalbox.site.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a site's controllers and the members of their etcd run: {@code c1} on the load balancer's host, {@code c2} and {@code
 * c3} on hosts of their own. One controller has no etcd.
 */
public record ControlHosts(int controllers, SiteAddresses addresses) {
    public static final int MOST = 3;
    public static final int ETCD_CLIENTS = 2379;
    public static final int ETCD_PEERS = 2380;
    /** On the member's own host, where its clients' port is encrypted. */
    public static final int ETCD_METRICS = 2381;

    public static final String ETCD = "etcd";

    /** {@code c1 … cN}. */
    public List<String> names() {
        return IntStream.rangeClosed(1, controllers).mapToObj(i -> "c" + i).toList();
    }

    /** Those that have a member of etcd beside them: all, or none if there is one controller. */
    public List<String> members() {
        return controllers > 1 ? names() : List.of();
    }

    /** The host of a controller, in the name of a process: {@code lb1} or {@code c2}. */
    public String host(String controller) {
        return controller.equals("c1") ? Names.BALANCER : controller;
    }

    public String address(String controller) {
        return addresses.control(number(controller));
    }

    private static int number(String controller) {
        return Integer.parseInt(controller.substring(1));
    }

    public String clientUrl(String controller) {
        return url(controller, ETCD_CLIENTS);
    }

    public String peerUrl(String controller) {
        return url(controller, ETCD_PEERS);
    }

    private String url(String member, int port) {
        return (addresses.etcdIsAway() ? "https://" : "http://") + addresses.etcd(number(member)) + ":" + port;
    }

    /** What is listened on beside what a site with one controller has. */
    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        for (String member : members()) {
            all.add(endpoint(member, ETCD, ETCD_CLIENTS));
            all.add(endpoint(member, ETCD, ETCD_PEERS));
            if (!host(member).equals(Names.BALANCER)) {
                all.add(endpoint(member, Names.CONTROLLER, SiteAddresses.API));
            }
        }
        return all;
    }

    private Endpoint endpoint(String controller, String process, int port) {
        return new Endpoint(Names.process(host(controller), process), address(controller), port);
    }
}
