package io.signalbox.mysql.conf;

import java.nio.file.Path;

/** Where MySQL was unpacked: {@code <root>/usr/sbin/mysqld} and what belongs to it. */
public record MysqlHome(Path root) {

    public Path mysqld() {
        return root.resolve("usr/sbin/mysqld");
    }

    /** A client program, such as {@code mysqlbinlog}. */
    public Path client(String name) {
        return root.resolve("usr/bin").resolve(name);
    }

    public Path baseDir() {
        return root.resolve("usr");
    }

    public Path pluginDir() {
        return root.resolve("usr/lib/mysql/plugin");
    }

    public Path messagesDir() {
        return root.resolve("usr/share/mysql");
    }
}
