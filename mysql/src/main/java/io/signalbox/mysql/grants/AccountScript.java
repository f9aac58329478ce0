package io.signalbox.mysql.grants;

import io.signalbox.mysql.conf.Template;
import io.signalbox.mysql.literal.Quote;
import java.util.Map;
import java.util.SortedMap;

/**
 * The statements that create database {@code signalbox} and all accounts. Holds passwords: write it to a 0600 file, and
 * remove that after use.
 *
 * @param monitor the password of {@link AccountNames#MONITOR}, and so on
 * @param replication passwords by the server's name
 */
public record AccountScript(
        String monitor,
        String operator,
        String door,
        String donor,
        String application,
        SortedMap<String, String> replication) {

    /** @throws IllegalArgumentException if a name or password cannot stand in a statement; names no password */
    public String render() {
        StringBuilder script = new StringBuilder(file("1-heartbeat.sql", Map.of()));
        script.append(account("2-monitor.sql", AccountNames.MONITOR, monitor));
        script.append(account("3-operator.sql", AccountNames.OPERATOR, operator));
        script.append(account("4-door.sql", AccountNames.DOOR, door));
        replication.forEach((server, password) ->
                script.append(account("5-replication.sql", AccountNames.replication(server), password)));
        script.append(account("6-application.sql", AccountNames.APPLICATION, application));
        script.append(account("7-clone.sql", AccountNames.CLONE, donor));
        return script.append(file("9-end.sql", Map.of())).toString();
    }

    private static String account(String file, String user, String password) {
        return file(file, Map.of("user", Quote.account(user), "password", Quote.text(password)));
    }

    private static String file(String name, Map<String, String> values) {
        return Template.beside(AccountScript.class, name).render(values);
    }

    @Override
    public String toString() {
        return "AccountScript[passwords of " + replication.keySet() + " and others]";
    }
}
