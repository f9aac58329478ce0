package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Books;
import io.signalbox.lab.ledger.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A bank: accounts, and a table of transfers between them. Each transfer is one transaction: it writes its own row (where nobody may
 * write it is refused there, before anything is locked), locks both accounts, reads what they hold, and writes what they hold
 * afterwards. The client computes the new balances from what it read, so that a lost
 * update or a transaction kept in part leaves a wrong sum behind for ever. Accounts may be overdrawn.
 *
 * @param name of the table of transfers
 */
public record Bank(String name) implements Work {
    /** Both accounts are locked in the order of their numbers, so that transfers do not wait for each other in a circle. */
    private static final String LOCK = "SELECT balance%s FROM %s WHERE id = %s FOR UPDATE";

    public Bank {
        name = new Table(name).name();
    }

    /** Decided by its id alone, so that every kind of client makes the same of it. */
    record Transfer(int payer, int payee, long amount) {
        static Transfer of(long id) {
            int payer = (int) (id % Books.ACCOUNTS);
            int away = 1 + (int) (id / Books.ACCOUNTS % (Books.ACCOUNTS - 1));
            return new Transfer(payer, (payer + away) % Books.ACCOUNTS, 1 + id % 7);
        }

        int first() {
            return Math.min(payer, payee);
        }

        int second() {
            return Math.max(payer, payee);
        }

        /** What this transfer adds to one of its accounts. */
        long adds(int account) {
            return account == payee ? amount : -amount;
        }
    }

    private String transfers() {
        return Table.SCHEMA + "." + name;
    }

    private String accounts() {
        return transfers() + "_bank";
    }

    @Override
    public void create(Session session) throws SQLException {
        session.execute("CREATE DATABASE IF NOT EXISTS " + Table.SCHEMA);
        session.execute("CREATE TABLE " + accounts() + " (id INT NOT NULL PRIMARY KEY, balance BIGINT NOT NULL)");
        session.execute("INSERT INTO " + accounts() + " (id, balance) VALUES "
                + IntStream.range(0, Books.ACCOUNTS)
                        .mapToObj(id -> "(" + id + ", " + Books.OPENING + ")")
                        .collect(Collectors.joining(", ")));
        session.execute("CREATE TABLE " + transfers() + " (number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                + " id BIGINT NOT NULL, writer VARCHAR(20) NOT NULL, server CHAR(36) NOT NULL,"
                + " payer INT NOT NULL, payee INT NOT NULL, amount BIGINT NOT NULL, KEY (id))");
        own().create(session);
    }

    @Override
    public void drop(Session session) throws SQLException {
        session.execute("DROP TABLE IF EXISTS " + transfers() + ", " + accounts());
        own().drop(session);
    }

    @Override
    public List<Row> rows(Session session) throws SQLException {
        return Table.rows(session, transfers());
    }

    @Override
    public String newest() {
        return "SELECT COALESCE(MAX(id), 0) FROM " + transfers();
    }

    @Override
    public String count(long id) {
        return "SELECT COUNT(*) FROM " + transfers() + " WHERE id = " + id;
    }

    @Override
    public OwnRows own() {
        return new OwnRows(transfers() + "_own");
    }

    @Override
    public void begin(Connection connection, long id, String writer) throws SQLException {
        Transfer transfer = Transfer.of(id);
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(insert("?, ?", transfer))) {
            statement.setLong(1, id);
            statement.setString(2, writer);
            statement.executeUpdate();
        }
        long first = lock(connection, transfer.first());
        long second = lock(connection, transfer.second());
        set(connection, transfer.first(), first + transfer.adds(transfer.first()));
        set(connection, transfer.second(), second + transfer.adds(transfer.second()));
    }

    private long lock(Connection connection, int account) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK.formatted("", accounts(), "?"))) {
            statement.setInt(1, account);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("there is no account " + account);
                }
                return row.getLong(1);
            }
        }
    }

    private void set(Connection connection, int account, long balance) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE " + accounts() + " SET balance = ? WHERE id = ?")) {
            statement.setLong(1, balance);
            statement.setInt(2, account);
            statement.executeUpdate();
        }
    }

    private String insert(String idAndWriter, Transfer transfer) {
        return "INSERT INTO " + transfers() + " (id, writer, server, payer, payee, amount) VALUES (" + idAndWriter
                + ", @@server_uuid, " + transfer.payer() + ", " + transfer.payee() + ", " + transfer.amount() + ")";
    }

    @Override
    public void commit(Connection connection, long id, String writer) throws SQLException {
        connection.commit();
    }

    @Override
    public void undo(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public String script(long id, String writer) {
        Transfer transfer = Transfer.of(id);
        int first = transfer.first();
        int second = transfer.second();
        return String.join(
                ";\n",
                "SELECT @@server_uuid",
                "START TRANSACTION",
                insert(id + ", '" + writer + "'", transfer),
                LOCK.formatted(" INTO @first", accounts(), first),
                LOCK.formatted(" INTO @second", accounts(), second),
                "UPDATE " + accounts() + " SET balance = @first + " + transfer.adds(first) + " WHERE id = " + first,
                "UPDATE " + accounts() + " SET balance = @second + " + transfer.adds(second) + " WHERE id = " + second,
                "COMMIT;\n");
    }

    /**
     * The sum of all accounts, read in two halves: they fit together only if both are of one snapshot. What is read is committed, on a
     * primary as on a replica, however far it lags.
     */
    long sum(Session session) throws SQLException {
        beginSnapshot(session);
        String half = "SELECT COALESCE(SUM(balance), 0) FROM " + accounts() + " WHERE id ";
        long sum = Long.parseLong(session.text(half + "< " + Books.ACCOUNTS / 2))
                + Long.parseLong(session.text(half + ">= " + Books.ACCOUNTS / 2));
        session.execute("COMMIT");
        return sum;
    }

    /** All accounts and transfers of a server. */
    public Books books(Session session) throws SQLException {
        beginSnapshot(session);
        SortedMap<Integer, Long> balances = byAccount(session, "SELECT id, balance FROM " + accounts());
        SortedMap<Integer, Long> moved =
                byAccount(session, "SELECT payee, SUM(amount) FROM " + transfers() + " GROUP BY payee");
        byAccount(session, "SELECT payer, SUM(amount) FROM " + transfers() + " GROUP BY payer")
                .forEach((payer, paid) -> moved.merge(payer, -paid, Long::sum));
        session.execute("COMMIT");
        return new Books(balances, moved);
    }

    private static void beginSnapshot(Session session) throws SQLException {
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        session.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    private static SortedMap<Integer, Long> byAccount(Session session, String select) throws SQLException {
        SortedMap<Integer, Long> figures = new TreeMap<>();
        try (PreparedStatement statement = session.prepare(select);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                figures.put(row.getInt(1), row.getLong(2));
            }
        }
        return figures;
    }
}
