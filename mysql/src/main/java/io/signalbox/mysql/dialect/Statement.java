package io.signalbox.mysql.dialect;

/**
 * One statement that answers without rows.
 *
 * @param secret it holds a password: neither it nor mysqld's complaint about it may be shown
 */
public record Statement(Speaker speaker, String sql, boolean secret) {

    /** On whose connection it is said. */
    public enum Speaker {
        OPERATOR,
        DOOR
    }

    static Statement operator(String sql) {
        return new Statement(Speaker.OPERATOR, sql, false);
    }

    static Statement door(String sql) {
        return new Statement(Speaker.DOOR, sql, false);
    }

    /** The statement, or its first words where the rest is nobody's business. */
    @Override
    public String toString() {
        return secret ? sql.substring(0, Math.min(sql.length(), 28)) + "..." : sql;
    }
}
