package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.WriteLock;
import io.signalbox.mysql.dialect.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The row of {@link Query#LONG_HELD}. */
record LongHeld(Duration transaction, Optional<WriteLock> writeLock) {
    static final LongHeld NOTHING = new LongHeld(Duration.ZERO, Optional.empty());

    static LongHeld read(ResultSet rows) throws SQLException {
        rows.next();
        String user = Columns.text(rows, "user");
        Optional<WriteLock> lock = user.isEmpty()
                ? Optional.empty()
                : Optional.of(new WriteLock(user, Duration.ofSeconds(rows.getLong("seconds"))));
        return new LongHeld(Duration.ofMillis(rows.getLong("millis")), lock);
    }
}
