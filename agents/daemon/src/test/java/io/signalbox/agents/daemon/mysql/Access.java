package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.dialect.CloneLimits;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.real.RealMysql;

/** An agent's access to a test's server. */
final class Access {
    private Access() {}

    static MysqlAccess to(RealMysql server) {
        return new MysqlAccess(
                server.name(),
                server.host(),
                RealMysql.ADMIN_PORT,
                account(AccountNames.MONITOR),
                account(AccountNames.OPERATOR),
                account(AccountNames.DOOR),
                account(AccountNames.CLONE),
                CloneLimits.DEFAULT,
                account(AccountNames.replication(server.name())));
    }

    private static Account account(String user) {
        return new Account(user, RealMysql.passwordOf(user));
    }
}
