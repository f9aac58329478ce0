package io.signalbox.agents.daemon.isolation;

import io.signalbox.agents.core.Company;
import io.signalbox.agents.daemon.mysql.FenceSession;
import io.signalbox.mysql.grants.AccountNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether an acker is connected: mysqld has a session of it, and the kernel an answered connection from there. While
 * mysqld does not answer, its last word stands, and every host from which an acker ever came counts.
 */
public final class AckerSight {
    private final FenceSession session;
    private final KernelConnections kernel;
    private final InetAddress address;
    private final int port;
    private final Set<InetAddress> everSeen = new HashSet<>();
    private Optional<Boolean> sourceSide = Optional.empty();

    /**
     * @param address where this agent reaches mysqld
     * @param port mysqld's client port, to which replicas come too
     */
    public AckerSight(FenceSession session, InetAddress address, int port) {
        this(session, address, port, new KernelConnections());
    }

    AckerSight(FenceSession session, InetAddress address, int port, KernelConnections kernel) {
        this.session = session;
        this.address = address;
        this.port = port;
        this.kernel = kernel;
    }

    /** Makes what the looks need. */
    void prepare() {
        try {
            kernel.answering(address, port);
        } catch (IOException e) {
            // The looks will meet it, and say that they know nothing.
        }
    }

    /** Blocks for a moment at most. */
    synchronized Company look(SortedSet<String> ackers) {
        SortedSet<String> accounts = new TreeSet<>();
        ackers.forEach(acker -> accounts.add(AccountNames.replication(acker)));
        try {
            return company(session.look(accounts));
        } catch (IOException e) {
            return Company.UNKNOWN;
        }
    }

    private Company company(Optional<FenceSession.Ackers> seen) throws IOException {
        Set<InetAddress> hosts = new HashSet<>();
        if (seen.isPresent()) {
            sourceSide = Optional.of(seen.get().sourceSide());
            for (String host : seen.get().hosts()) {
                hosts.add(literal(host));
            }
            everSeen.addAll(hosts);
        }
        if (sourceSide.isEmpty()) {
            return Company.UNKNOWN;
        }
        if (!sourceSide.get()) {
            return Company.NOT_NEEDED;
        }
        Set<InetAddress> answering = kernel.answering(address, port);
        Set<InetAddress> who = seen.isPresent() ? hosts : everSeen;
        return who.stream().anyMatch(answering::contains) ? Company.CONNECTED : Company.NONE;
    }

    /** mysqld names addresses, as it resolves no names ({@code skip_name_resolve}). */
    private static InetAddress literal(String host) throws UnknownHostException {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException("mysqld names no address: " + host);
        }
    }

    /** Another mysqld: nothing is known of it. */
    public synchronized void forget() {
        session.forget();
        everSeen.clear();
        sourceSide = Optional.empty();
    }
}
