package io.signalbox.controller.daemon.doctor;

import io.signalbox.controller.core.event.Time;
import io.signalbox.mysql.doctor.Examination;
import io.signalbox.mysql.doctor.Patient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The newest examination of each server; one for each configured agent at most. From any thread. */
public final class Examinations {
    private final Supplier<Time> clock;
    private final Map<String, Heard> newest = new ConcurrentHashMap<>();

    private record Heard(Examination examination, Time at) {
        /** Both clocks are read within a link's delay of each other. */
        Duration clockAhead() {
            Duration then = Duration.ofMillis(examination.clockMillis()).plus(examination.age());
            return then.minusMillis(at.wall().toEpochMilli());
        }
    }

    public Examinations(Supplier<Time> clock) {
        this.clock = clock;
    }

    public void put(Examination examination) {
        newest.put(examination.server(), new Heard(examination, clock.get()));
    }

    Patient patient(String server) {
        return Optional.ofNullable(newest.get(server))
                .map(heard -> patient(server, heard))
                .orElseGet(() -> Patient.unseen(server));
    }

    private Patient patient(String server, Heard heard) {
        Duration since = clock.get().monotonic().minus(heard.at.monotonic());
        Duration age = heard.examination.age().plus(since);
        return new Patient(server, Optional.of(heard.examination), age, heard.clockAhead(), Optional.empty());
    }
}
