package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.check.Losses;
import io.signalbox.lab.check.WriterOverlap;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.ledger.Row;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Holds what clients were told against what is there. */
record Promised(Doors doors) {
    private static final Duration SQL_BOUND = Duration.ofSeconds(20);

    /**
     * What was acknowledged is there, once, on the primary and on another server, and no two servers acknowledged at the same time.
     *
     * @param other the one that was primary before
     */
    void assertKept(Workload clients, Table table, String other) throws SQLException {
        List<Row> rows = rows(doors.write(), table);
        Losses losses = Losses.of(clients.ledger().writes(), rows);
        assertThat(losses.acknowledged()).isPositive();
        assertThat(losses.lost()).isEmpty();
        assertThat(losses.duplicated()).isEmpty();
        assertThat(losses.unexpected()).isEmpty();
        assertThat(losses.misattributed()).isEmpty();
        assertThat(WriterOverlap.of(clients.ledger().writes()).time()).isEqualTo(Duration.ZERO);
        Address server = Objects.requireNonNull(doors.servers().get(other));
        if (!Wait.until(SQL_BOUND, () -> holds(server, table, rows))) {
            assertThat(rows(server, table)).isEqualTo(rows);
        }
    }

    private boolean holds(Address server, Table table, List<Row> rows) {
        try {
            return rows(server, table).equals(rows);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private List<Row> rows(Address door, Table table) throws SQLException {
        try (Session session = Session.open(door, doors.account(), SQL_BOUND)) {
            return table.rows(session);
        }
    }
}
