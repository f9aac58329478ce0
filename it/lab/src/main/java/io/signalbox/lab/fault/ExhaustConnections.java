package io.signalbox.lab.fault;

import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** As many sessions as a server lets in. */
public final class ExhaustConnections implements Fault {
    private static final int MOST = 5_000;
    private static final int TOO_MANY_CONNECTIONS = 1040;
    private static final Duration LOGIN_BOUND = Duration.ofSeconds(10);

    private final String server;
    private final Address address;
    private final Account account;
    private final List<Session> sessions = new ArrayList<>();

    public ExhaustConnections(String server, Address address, Account account) {
        this.server = server;
        this.address = address;
        this.account = account;
    }

    @Override
    public void inject() {
        try {
            while (sessions.size() < MOST) {
                sessions.add(Session.open(address, account, LOGIN_BOUND));
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == TOO_MANY_CONNECTIONS) {
                return;
            }
            throw new FaultFailure("The connections of " + server + " could not be exhausted: " + e.getMessage());
        }
        throw new FaultFailure(server + " lets in more than " + MOST + " connections.");
    }

    @Override
    public void heal() {
        sessions.forEach(Session::close);
        sessions.clear();
    }

    @Override
    public String sentence() {
        return "all connections of " + server + " are in use";
    }
}
