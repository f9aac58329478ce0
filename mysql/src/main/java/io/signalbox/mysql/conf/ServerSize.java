package io.signalbox.mysql.conf;

/** How much a mysqld may take. Sizes in MySQL's words, such as {@code 64M}. */
public record ServerSize(String bufferPool, String redoLog, int maxConnections, int applierWorkers) {
    /** Several servers on one small machine. */
    public static final ServerSize LOCAL = new ServerSize("64M", "32M", 300, 16);
}
