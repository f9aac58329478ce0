package io.signalbox.controller.daemon.reads;

import static io.signalbox.controller.daemon.reads.Views.line;
import static io.signalbox.controller.daemon.reads.Views.proxy;
import static io.signalbox.controller.daemon.reads.Views.reader;
import static io.signalbox.controller.daemon.reads.Views.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReadPortTest {
    private final ReadPort port = new ReadPort(Views.READERS);

    @Test
    void whoIsUpAndHasWeightIsReadFrom() {
        assertThat(port.readers(with(proxy(
                        true,
                        reader("db1", "DOWN", 100, 0),
                        reader("db2", "UP 1/2", 40, 0),
                        reader("db3", "UP", 0, 0),
                        reader("db4", "MAINT", 100, 0)))))
                .containsExactly("db2");
    }

    @Test
    void whoHasSessionsLeftIsReadFromTooWhereverTheyCameIn() {
        assertThat(port.readers(with(proxy(
                        true,
                        reader("db2", "UP", 100, 0),
                        reader("db3", "DOWN", 0, 1),
                        line(Views.READERS + "_unchecked", "db4", "no check", 100, 1)))))
                .containsExactly("db2", "db3", "db4");
    }

    @Test
    void whereNobodyPassesEverybodyMayBeReadFrom() {
        assertThat(port.readers(with(proxy(true, reader("db1", "DOWN", 100, 0), reader("db2", "MAINT", 100, 0)))))
                .containsExactly("db1");
    }

    @Test
    void aProxyThatCannotBeSeenMayGiveAnybody() {
        assertThat(port.readers(with(proxy(true, reader("db2", "UP", 100, 0)), proxy(false))))
                .containsExactly("db1", "db2");
    }

    @Test
    void theWeightIsThatOfTheProxyThatGivesLeast() {
        var view = with(
                proxy(true, reader("db2", "UP", 100, 0)),
                proxy(true, reader("db2", "UP", 30, 0), reader("db1", "DOWN", 100, 0)));
        assertThat(port.weight(view, "db2")).hasValue(30);
        assertThat(port.weight(view, "db1")).hasValue(0);
        assertThat(port.weight(view, "db9")).isEqualTo(OptionalInt.empty());
    }
}
