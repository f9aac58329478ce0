package io.signalbox.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void areFiguresThatWereMeasured() {
        assertThat(Quantiles.of(List.of(30.0, 10.0, 20.0, 40.0))).isEqualTo(new Quantiles(20, 40, 40));
    }

    @Test
    void ofHundredFiguresLeaveTheWorstOneOutAtTheNinetyNinth() {
        List<Double> hundred =
                DoubleStream.iterate(1, i -> i + 1).limit(100).boxed().toList();

        assertThat(Quantiles.of(hundred)).isEqualTo(new Quantiles(50, 99, 100));
    }

    @Test
    void ofNothingAreZero() {
        assertThat(Quantiles.of(List.of())).isEqualTo(new Quantiles(0, 0, 0));
    }
}
