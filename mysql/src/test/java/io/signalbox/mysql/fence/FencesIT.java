package io.signalbox.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the table on a real server: the act, what the client gets, who sees the row, and that it is still there. */
class FencesIT {
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(20);
    /**
     * A client that is still blocked after this long is said to stay blocked. Nothing can be awaited here, as nothing
     * happens: a window is looked through. Ten times as long as the timeout that one row sets, and as any answer took.
     */
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = new Bench();
        if (!bench.version().startsWith(Silencing.VERSION)) {
            System.err.println("The table of fences says " + Silencing.VERSION + ", and is held against "
                    + bench.version() + " here: change Silencing.VERSION and docs/fences.md if all rows hold.");
        }
    }

    @AfterAll
    static void end() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    void theTableIsTrue(Silencing row) throws Exception {
        boolean rules = row == Silencing.DROP_PACKETS || row == Silencing.RESET_SOCKETS;
        assumeTrue(!rules || PortRule.lack().isEmpty(), PortRule.lack());
        CompletableFuture<Client> client = bench.block(row.replica());

        assertThat(row.inflict(bench)).as("the act").isEqualTo(row.act());
        assertThat(fate(client)).as("the client").isEqualTo(row.client());
        assertThat(seen()).as("the row").isEqualTo(row.row());

        bench.makeWhole();
        Client end = row.client() == Client.STAYS_BLOCKED ? Client.ACKNOWLEDGED : row.client();
        assertThat(client.get(ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS))
                .as("the client once the replica is back")
                .isEqualTo(end);
        assertThat(bench.rowIsVisible())
                .as("no act takes the transaction out of the binlog")
                .isTrue();
    }

    private static Client fate(CompletableFuture<Client> client) throws Exception {
        try {
            return client.get(WINDOW.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Client.STAYS_BLOCKED;
        }
    }

    private static Visible seen() {
        boolean restarted = bench.isDown();
        if (restarted) {
            bench.start();
        }
        if (!bench.rowIsVisible()) {
            return Visible.NO;
        }
        return restarted ? Visible.AFTER_THE_RESTART : Visible.YES;
    }
}
