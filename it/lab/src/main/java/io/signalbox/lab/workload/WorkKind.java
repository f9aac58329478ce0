package io.signalbox.lab.workload;

/** What writers do, by the names of the command line. */
public enum WorkKind {
    /** One row each time. */
    ROWS,
    /** Each time a transfer between two accounts, in a transaction of many statements. */
    BANK;

    /** @param table a name that is free */
    public Work in(String table) {
        return switch (this) {
            case ROWS -> new Table(table);
            case BANK -> new Bank(table);
        };
    }

    /** What is counted. */
    String things() {
        return switch (this) {
            case ROWS -> "writes";
            case BANK -> "transfers";
        };
    }
}
