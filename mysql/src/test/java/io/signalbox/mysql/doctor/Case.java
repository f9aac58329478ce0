package io.signalbox.mysql.doctor;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * For each check what it must name, and what is near to that and must be left alone. Every case changes one of three
 * healthy servers, the second.
 *
 * @param named whether the check names it
 */
record Case(Check check, boolean named, String about, UnaryOperator<Healthy> change) {
    @Override
    public String toString() {
        return check + (named ? " names " : " leaves alone ") + about;
    }

    /** Three servers, the second of which is changed. */
    List<Patient> servers() {
        return List.of(
                Healthy.server("db1", 1).patient(),
                change.apply(Healthy.server("db2", 2)).patient(),
                Healthy.server("db3", 3).patient());
    }

    static Stream<Case> all() {
        return Cases.ALL.stream();
    }
}
