package io.signalbox.lab.fault;

import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.Site;
import io.signalbox.site.layout.SiteAddresses;
import java.sql.SQLException;
import java.time.Duration;

/** A server keeps its binlogs for a second only, and drops the older ones: whoever was away longer asks in vain for what is gone. */
public final class PurgeBinlogs implements Fault {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String KEEPS = "@@GLOBAL.binlog_expire_logs_seconds";

    private final Site site;
    private final String server;
    private final String host;
    private String before = "";

    /** @param host its address */
    public PurgeBinlogs(Site site, String server, String host) {
        this.site = site;
        this.server = server;
        this.host = host;
    }

    /** The file in use is closed first; those that are older than a second are dropped with the next. */
    @Override
    public void inject() {
        try (Session session = open()) {
            before = session.text("SELECT " + KEEPS);
            session.execute("FLUSH BINARY LOGS");
            session.text("SELECT SLEEP(2)");
            session.execute("SET GLOBAL binlog_expire_logs_seconds = 1");
            session.execute("FLUSH BINARY LOGS");
        } catch (SQLException e) {
            throw new FaultFailure(server + " does not drop its binlogs: " + e.getMessage());
        }
    }

    @Override
    public void heal() {
        if (before.isEmpty()) {
            return;
        }
        try (Session session = open()) {
            session.execute("SET GLOBAL binlog_expire_logs_seconds = " + before);
            before = "";
        } catch (SQLException e) {
            throw new FaultFailure(server + " does not keep its binlogs again: " + e.getMessage());
        }
    }

    private Session open() throws SQLException {
        return Session.open(
                new Address(host, SiteAddresses.MYSQL_ADMIN),
                Account.inFile(AccountNames.OPERATOR, site.layout().password(AccountNames.OPERATOR)),
                BOUND);
    }

    @Override
    public String sentence() {
        return server + " drops its binlogs";
    }
}
