package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Via;
import java.util.function.BiConsumer;

/** Writes over a raw connection of its own: through HAProxy, or as an observer of one server. */
final class Writer extends RawClient {
    private final Scribe scribe;
    private final BiConsumer<String, String> met;

    /** @param met is told the writer's name and the {@code server_uuid} behind its connection, before each write */
    Writer(Address address, Account account, Pace pace, Scribe scribe, BiConsumer<String, String> met) {
        super(address, account, pace, scribe.ledger());
        this.scribe = scribe;
        this.met = met;
    }

    @Override
    boolean use(Session open) {
        met.accept(scribe.name(), open.server());
        // An observer stays on a server that says no: it waits for the day when it says yes.
        return scribe.write(open.connection(), open.server(), scribe.via() == Via.DIRECT);
    }

    @Override
    void asked(Opening opening) {
        if (scribe.via() == Via.PROXY) {
            ledger.add(opening);
        }
    }
}
