package io.signalbox.mysql.dialect;

import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.literal.Quote;
import java.util.List;

/**
 * What is said for a copy of all data (MySQL manual, "The Clone Plugin"). The recipient is not {@code super_read_only}
 * meanwhile, which CLONE refuses; {@code read_only} stays on, so that no client can write. All is gone with mysqld's end.
 */
public final class CloneStatements {
    private CloneStatements() {}

    /** Before the copy: whence, how fast, and not super-read-only. */
    public static List<Statement> prepare(MysqlAct.Clone clone, CloneLimits limits) {
        return List.of(
                Statement.operator("SET GLOBAL read_only = ON"),
                Statement.operator("SET GLOBAL clone_valid_donor_list = " + Quote.text(donor(clone))),
                Statement.operator("SET GLOBAL clone_max_data_bandwidth = " + limits.dataMebibytes()),
                Statement.operator("SET GLOBAL clone_max_network_bandwidth = " + limits.networkMebibytes()),
                Statement.operator("SET GLOBAL clone_max_concurrency = " + limits.threads()),
                Statement.operator("SET GLOBAL super_read_only = OFF"));
    }

    /**
     * Answered by an error in any case: by 3707 when all is copied and mysqld ends. Between machines only over TLS.
     *
     * @param account with BACKUP_ADMIN on the donor
     */
    public static Statement copy(MysqlAct.Clone clone, String account, String password) {
        String sql = "CLONE INSTANCE FROM " + Quote.text(Quote.name(account)) + "@" + Quote.host(clone.host()) + ":"
                + clone.port() + " IDENTIFIED BY " + Quote.text(password)
                + (clone.host().startsWith("127.") ? "" : " REQUIRE SSL");
        return new Statement(Statement.Speaker.OPERATOR, sql, true);
    }

    /** After a copy that failed. */
    public static Statement close() {
        return Statement.operator("SET GLOBAL super_read_only = ON");
    }

    private static String donor(MysqlAct.Clone clone) {
        String host = Quote.host(clone.host());
        return host.substring(1, host.length() - 1) + ":" + clone.port();
    }
}
