package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.ClientKind;
import java.util.List;
import java.util.stream.IntStream;

/** Of which kind the writers behind HAProxy are, by the names of the command line. */
public enum Clients {
    RAW,
    POOL,
    CLI,
    /** One of each in turn. */
    MIXED;

    private static final List<ClientKind> IN_TURN = List.of(ClientKind.RAW, ClientKind.POOL, ClientKind.CLI);

    /** @param writer from 0 */
    ClientKind kind(int writer) {
        return switch (this) {
            case RAW -> ClientKind.RAW;
            case POOL -> ClientKind.POOL;
            case CLI -> ClientKind.CLI;
            case MIXED -> IN_TURN.get(writer % IN_TURN.size());
        };
    }

    /** The kinds of so many writers, each once. */
    public List<ClientKind> kinds(int writers) {
        return IntStream.range(0, writers)
                .mapToObj(this::kind)
                .distinct()
                .sorted()
                .toList();
    }
}
