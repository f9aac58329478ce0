package io.signalbox.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.ClientKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {
    @Test
    void theStandardIsRowsOverRawConnectionsAndSaysSoAsEver() {
        assertThat(Load.STANDARD.sentence()).isEqualTo("500 writes/s over 4 connections");
        assertThat(Load.STANDARD.kinds()).containsExactly(ClientKind.RAW);
        assertThat(Load.STANDARD.promised()).isTrue();
        assertThat(Load.STANDARD.with(WorkKind.BANK, Clients.RAW).promised()).isFalse();
        assertThat(Load.STANDARD.with(WorkKind.ROWS, Clients.POOL).promised()).isFalse();
    }

    @Test
    void mixedIsOneOfEachInTurn() {
        Load mixed = Load.STANDARD.with(WorkKind.BANK, Clients.MIXED);

        assertThat(mixed.kinds()).containsExactly(ClientKind.RAW, ClientKind.POOL, ClientKind.CLI);
        assertThat(mixed.withWrites(2, 100).kinds()).containsExactly(ClientKind.RAW, ClientKind.POOL);
        assertThat(mixed.sentence()).isEqualTo("500 transfers/s over 4 clients (raw, pool, cli)");
    }

    @Test
    void aProcessForEachWriteIsNotStartedMoreThanFiveTimesASecond() {
        assertThat(Load.STANDARD.writePeriod(ClientKind.POOL)).isEqualTo(Duration.ofMillis(8));
        assertThat(Load.STANDARD.writePeriod(ClientKind.CLI)).isEqualTo(Duration.ofMillis(200));
        assertThat(Load.STANDARD.withWrites(4, 4).writePeriod(ClientKind.CLI)).isEqualTo(Duration.ofSeconds(1));
    }
}
