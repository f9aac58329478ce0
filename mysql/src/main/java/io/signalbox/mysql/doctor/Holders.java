package io.signalbox.mysql.doctor;

import io.signalbox.mysql.grants.AccountNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which accounts hold a privilege without being meant to. */
final class Holders {
    /** Comes by the socket of the database's host alone: its administrators, who may do everything anyway. */
    private static final String THIS_HOST = "localhost";

    private static final Map<String, Set<String>> MEANT_TO = Map.of(
            AccountNames.OPERATOR, Set.of("CONNECTION_ADMIN", "SYSTEM_VARIABLES_ADMIN", "REPLICATION_SLAVE_ADMIN"),
            AccountNames.DOOR, Set.of("SESSION_VARIABLES_ADMIN"));

    private static final String REPLICATES = "REPLICATION SLAVE";

    private Holders() {}

    /** The accounts of {@code holders} with one of {@code privileges}, each with those that it has; or empty. */
    static String of(List<Examination.Holder> holders, Set<String> privileges) {
        return Lines.join(holders.stream()
                .filter(holder -> !holder.host().equals(THIS_HOST))
                .map(holder -> line(holder, privileges))
                .filter(line -> !line.isEmpty())
                .toList());
    }

    private static String line(Examination.Holder holder, Set<String> privileges) {
        String held = holder.privileges().stream()
                .filter(privileges::contains)
                .filter(privilege -> !isMeantTo(holder.user(), privilege))
                .sorted()
                .collect(Collectors.joining(", "));
        return held.isEmpty() ? "" : "'" + holder.user() + "'@'" + holder.host() + "' has " + held;
    }

    private static boolean isMeantTo(String user, String privilege) {
        return MEANT_TO.getOrDefault(user, Set.of()).contains(privilege)
                || (privilege.equals(REPLICATES) && user.startsWith(AccountNames.replication("")));
    }
}
