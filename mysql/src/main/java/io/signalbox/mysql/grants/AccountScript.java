package io.signalbox.mysql.grants;

import java.util.SortedMap;

/**
 * The statements that create database {@code signalbox} and all accounts. Holds passwords: write it to a 0600 file, and
 * remove that after use.
 *
 * @param monitor the password of {@link AccountNames#MONITOR}, and so on
 * @param replication passwords by the server's name
 */
public record AccountScript(
        String monitor, String operator, String door, String application, SortedMap<String, String> replication) {

    public String render() {
        throw new UnsupportedOperationException("being written");
    }

    @Override
    public String toString() {
        return "AccountScript[passwords of " + replication.keySet() + " and others]";
    }
}
