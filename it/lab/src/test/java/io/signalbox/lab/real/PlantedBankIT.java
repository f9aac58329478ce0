package io.signalbox.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.lab.check.BankCheck;
import io.signalbox.lab.check.ClientFigures;
import io.signalbox.lab.check.Losses;
import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.ledger.Row;
import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Bank;
import io.signalbox.lab.workload.Clients;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Work;
import io.signalbox.lab.workload.WorkKind;
import io.signalbox.lab.workload.Workload;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank on a real primary and its replica, with clients of every kind, without Signalbox: what is done to it by hand must be found. */
class PlantedBankIT {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Load LOAD = Load.STANDARD.with(WorkKind.BANK, Clients.MIXED);
    private static final int ENOUGH = 8;

    @TempDir
    static Path dir;

    private static Mysqlds servers;
    private static int banks;

    private Bank bank;

    @BeforeAll
    static void startTwoServers() throws Exception {
        servers = new Mysqlds(dir, "127.0.209");
        servers.start(1);
        servers.start(2);
        servers.follow(2, 1, false);
    }

    @AfterAll
    static void endThem() {
        servers.close();
    }

    @BeforeEach
    void openABank() throws SQLException {
        bank = new Bank("planted" + ++banks);
        create(bank);
    }

    @Test
    void aTransferThatIsHalfUndoneIsFoundOnEveryServer() throws Exception {
        List<Write> writes = transferMoney();
        assertThat(wrong(1)).isEmpty();
        assertThat(wrong(2)).isEmpty();

        onThePrimary("UPDATE " + accounts() + " SET balance = balance + 1 WHERE id = 3");

        assertThat(Losses.of(writes, bankRows()).lost())
                .as("no row tells of it")
                .isEmpty();
        for (int server : new int[] {1, 2}) {
            assertThat(wrong(server))
                    .hasSize(2)
                    .contains("all accounts of db" + server + " hold 20001 together, not 20000")
                    .anyMatch(sentence -> sentence.startsWith("account 3 of db" + server + " holds "));
        }
    }

    @Test
    void anAcknowledgedTransferThatIsDeletedIsFoundByTheLedgerAndByTheBooks() throws Exception {
        List<Write> writes = transferMoney();
        Losses before = Losses.of(writes, bankRows());
        assertThat(before.lost()).isEmpty();
        assertThat(before.unexpected()).isEmpty();
        assertThat(before.misattributed()).isEmpty();
        assertThat(before.acknowledged()).isPositive();

        long deleted = acknowledged(writes, ClientKind.CLI);
        onThePrimary("DELETE FROM " + transfers() + " WHERE id = " + deleted);

        assertThat(Losses.of(writes, bankRows()).lost()).containsExactly(deleted);
        assertThat(wrong(1)).as("payer and payee").hasSize(2).allMatch(sentence -> sentence.startsWith("account "));
    }

    @Test
    void aTransferThatIsThereTwiceIsFoundByTheLedgerAndByTheBooks() throws Exception {
        List<Write> writes = transferMoney();
        assertThat(Losses.of(writes, bankRows()).duplicated()).isEmpty();

        long doubled = acknowledged(writes, ClientKind.POOL);
        String columns = "id, writer, server, payer, payee, amount";
        onThePrimary("INSERT INTO " + transfers() + " (" + columns + ") SELECT " + columns + " FROM " + transfers()
                + " WHERE id = " + doubled);

        assertThat(Losses.of(writes, bankRows()).duplicated()).containsExactly(doubled);
        assertThat(wrong(1)).as("payer and payee").hasSize(2).allMatch(sentence -> sentence.startsWith("account "));
    }

    @Test
    void aWrongSumIsSeenWhileMoneyIsTransferred() throws Exception {
        Workload workload = workload(bank);
        try (workload) {
            await().atMost(BOUND).until(() -> workload.ledger().audits().size() >= ENOUGH);
            assertThat(BankCheck.wrong(workload.ledger().audits())).isEmpty();
            onThePrimary("UPDATE " + accounts() + " SET balance = balance - 7 WHERE id = 12");
            await().atMost(BOUND)
                    .until(() -> !BankCheck.wrong(workload.ledger().audits()).isEmpty());
        }

        assertThat(BankCheck.wrong(workload.ledger().audits()))
                .allSatisfy(audit -> assertThat(audit.sum()).isEqualTo(19_993));
    }

    /** Raw connections and the pool's die with their transactions; nothing of those may stay, and everybody comes back. */
    @Test
    void clientsOfEveryKindComeBackAfterAllConnectionsWereKilled() throws Exception {
        Workload workload = workload(bank);
        try (workload) {
            awaitEachKind(workload, System.nanoTime());
            killAllConnections();
            awaitEachKind(workload, System.nanoTime());
        }

        List<Write> writes = workload.ledger().writes();
        Losses losses = Losses.of(writes, bankRows());
        assertThat(losses.lost()).isEmpty();
        assertThat(losses.unexpected()).isEmpty();
        assertThat(losses.duplicated()).isEmpty();
        assertThat(losses.misattributed()).isEmpty();
        assertThat(wrong(1)).isEmpty();
        assertThat(ClientFigures.of(writes))
                .extracting(ClientFigures::kind)
                .containsExactly(ClientKind.RAW, ClientKind.POOL, ClientKind.CLI);
        assertThat(ClientFigures.of(writes))
                .filteredOn(figure -> figure.kind() == ClientKind.POOL)
                .singleElement()
                .satisfies(pool -> assertThat(pool.failed())
                        .as("a pool's connection fails once")
                        .isPositive());
    }

    @Test
    void singleRowsAreWrittenByEveryKindToo() throws Exception {
        Table table = new Table("rows_of_all");
        create(table);
        Workload workload = workload(table);
        try (workload) {
            awaitEachKind(workload, System.nanoTime());
        }

        List<Write> writes = workload.ledger().writes();
        Losses losses = Losses.of(writes, rows(table));
        assertThat(losses.lost()).isEmpty();
        assertThat(losses.misattributed()).isEmpty();
        long dropped = acknowledged(writes, ClientKind.CLI);
        onThePrimary("DELETE FROM " + Table.SCHEMA + ".rows_of_all WHERE id = " + dropped);
        assertThat(Losses.of(writes, rows(table)).lost()).containsExactly(dropped);
    }

    /** A while of transfers by clients of every kind, ended in order. */
    private List<Write> transferMoney() throws SQLException {
        Workload workload = workload(bank);
        try (workload) {
            awaitEachKind(workload, System.nanoTime());
        }
        return workload.ledger().writes();
    }

    private static Workload workload(Work work) {
        TreeMap<String, Address> direct = new TreeMap<>();
        direct.put("db1", servers.address(1));
        direct.put("db2", servers.address(2));
        Doors doors =
                new Doors(servers.address(1), servers.address(2), direct, Mysqlds.APP).withMysql(servers.client());
        return Workload.start(doors, LOAD, work, new AtomicLong());
    }

    private static void awaitEachKind(Workload workload, long since) {
        for (ClientKind kind : ClientKind.values()) {
            await("acknowledgements of " + kind.word())
                    .atMost(BOUND)
                    .until(() -> workload.ledger().writes().stream()
                                    .filter(write -> write.acknowledged()
                                            && write.via() == Via.PROXY
                                            && write.client() == kind
                                            && write.sentNanos() - since > 0)
                                    .count()
                            >= ENOUGH);
        }
    }

    private static long acknowledged(List<Write> writes, ClientKind kind) {
        return writes.stream()
                .filter(write -> write.acknowledged() && write.client() == kind)
                .mapToLong(Write::id)
                .min()
                .orElseThrow();
    }

    private static void killAllConnections() throws SQLException {
        try (Session session = servers.admin(1)) {
            String ids =
                    session.text("SELECT GROUP_CONCAT(id) FROM performance_schema.processlist WHERE user = 'lab_app'");
            for (String id : ids.split(",")) {
                try {
                    session.execute("KILL " + id);
                } catch (SQLException gone) {
                    assertThat(gone.getErrorCode()).as("no such thread").isEqualTo(1094);
                }
            }
        }
    }

    private static void create(Work work) throws SQLException {
        try (Session session = servers.admin(1)) {
            work.create(session);
        }
        awaitTheReplica();
    }

    private String transfers() {
        return Table.SCHEMA + "." + bank.name();
    }

    private String accounts() {
        return transfers() + "_bank";
    }

    private static void onThePrimary(String sql) throws SQLException {
        try (Session session = servers.admin(1)) {
            session.execute(sql);
        }
    }

    private List<Row> bankRows() throws SQLException {
        return rows(bank);
    }

    private static List<Row> rows(Work work) throws SQLException {
        try (Session session = servers.admin(1)) {
            return work.rows(session);
        }
    }

    private List<String> wrong(int server) throws SQLException {
        awaitTheReplica();
        try (Session session = servers.admin(server)) {
            return BankCheck.wrong("db" + server, bank.books(session));
        }
    }

    private static void awaitTheReplica() throws SQLException {
        try (Session primary = servers.admin(1);
                Session replica = servers.admin(2)) {
            String executed = primary.text("SELECT @@GLOBAL.gtid_executed");
            assertThat(replica.text("SELECT WAIT_FOR_EXECUTED_GTID_SET('" + executed + "', 30)"))
                    .isEqualTo("0");
        }
    }
}
