package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What an agent's file says against what the controller's says. Nothing is known of an agent that does not tell. */
final class Paces {
    private Paces() {}

    static String tooSlow(Patient here, List<Patient> servers) {
        return evidence(
                here,
                (agent, most) -> Lines.join(Stream.of(
                                longer("periods.probe", agent.probe(), "silentAfter", most.probe()),
                                longer("periods.report", agent.report(), "linkLostAfter", most.report()))
                        .filter(line -> !line.isEmpty())
                        .toList()));
    }

    static String isolatedAtAnotherTime(Patient here, List<Patient> servers) {
        return evidence(
                here,
                (agent, counted) -> agent.isolation().equals(counted.isolation())
                        ? ""
                        : "isolation.after = " + agent.isolation().toMillis()
                                + " ms, the controller's isolationAfter = "
                                + counted.isolation().toMillis() + " ms");
    }

    private interface Comparison {
        String of(Pace agent, Pace controller);
    }

    private static String evidence(Patient here, Comparison comparison) {
        return here.examination()
                .flatMap(Examination::pace)
                .flatMap(agent -> here.counted().map(controller -> comparison.of(agent, controller)))
                .orElse("");
    }

    private static String longer(String key, Duration period, String bound, Duration most) {
        return period.compareTo(most) <= 0
                ? ""
                : key + " = " + period.toMillis() + " ms, the controller's " + bound + " allows " + most.toMillis()
                        + " ms";
    }
}
