package io.signalbox.mysql.doctor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Holds every server of a cluster against every {@link Check}. */
public final class Doctor {
    private static final Comparator<Finding> WORST_FIRST = Comparator.<Finding, Severity>comparing(
                    finding -> finding.check().severity())
            .thenComparing(Finding::check)
            .thenComparing(Finding::server);

    private Doctor() {}

    /**
     * Everything that is wrong, the worst first.
     *
     * @param servers all of the cluster, also those of which nothing is known
     */
    public static List<Finding> findings(List<Patient> servers) {
        return Arrays.stream(Check.values())
                .flatMap(check -> servers.stream().flatMap(here -> finding(check, here, servers)))
                .sorted(WORST_FIRST)
                .toList();
    }

    private static Stream<Finding> finding(Check check, Patient here, List<Patient> servers) {
        String evidence = check.match().evidence(here, servers);
        return evidence.isEmpty() ? Stream.of() : Stream.of(new Finding(check, here.server(), evidence));
    }
}
