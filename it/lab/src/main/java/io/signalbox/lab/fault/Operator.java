package io.signalbox.lab.fault;

import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.Site;
import io.signalbox.site.layout.SiteAddresses;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** What an administrator does by hand on one server, with an account that the site has for such things. */
public record Operator(Site site, String server, String host) {
    private static final Duration BOUND = Duration.ofSeconds(20);

    /** Executes statements in one session of {@code account}, on the port that is kept for administrators. */
    void says(String account, String... statements) {
        try (Session session = open(account)) {
            for (String statement : statements) {
                session.execute(statement);
            }
        } catch (SQLException e) {
            throw new FaultFailure(account + " could not do it on " + server + ": error " + e.getErrorCode());
        }
    }

    /** The first column of the first row. */
    String asks(String account, String query) {
        try (Session session = open(account)) {
            return session.text(query);
        } catch (SQLException e) {
            throw new FaultFailure(account + " was not answered on " + server + ": error " + e.getErrorCode());
        }
    }

    /** Gives an account another password; the statement, which holds it, is never told. */
    void changesPassword(String account, String password) {
        try (Session session = open(AccountNames.DOOR);
                PreparedStatement change = session.prepare("ALTER USER ?@'%' IDENTIFIED BY ?")) {
            change.setString(1, account);
            change.setString(2, password);
            change.execute();
        } catch (SQLException e) {
            throw new FaultFailure("the password of " + account + " could not be changed on " + server + ": error "
                    + e.getErrorCode());
        }
    }

    private Session open(String account) throws SQLException {
        return Session.open(
                new Address(host, SiteAddresses.MYSQL_ADMIN),
                Account.inFile(account, site.layout().password(account)),
                BOUND);
    }
}
