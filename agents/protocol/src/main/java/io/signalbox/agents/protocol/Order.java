package io.signalbox.agents.protocol;

import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that an agent can be told to do. Each order is idempotent and bounded; the names follow the protocol. */
public sealed interface Order {

    /** Attach: stop the receiver, set the semi-sync replica side, point at the source, start. Read-only throughout. */
    record Follow(Endpoint source, boolean semiSync) implements Order {}

    /** Promise the epoch on disk, stop the receiver, semi-sync replica side off, answer with received and executed. */
    record Detach() implements Order {}

    /**
     * Apply all that was received, set the acknowledgement count, switch the source side on (off only for the record
     * {@code ackers = {}}), then leave read-only. The only order that makes a server writable. Refused by a server that
     * once had received what it has no more.
     *
     * @param count how many acknowledgements a commit waits for; at least 1
     * @param despiteLoss open even so: it was compared with the others, or an operator allowed data loss
     */
    record Open(boolean sourceSide, int count, boolean despiteLoss) implements Order {
        public Open(boolean sourceSide, int count) {
            this(sourceSide, count, false);
        }
    }

    /** Close for writes with a bounded lock wait; refused while commits wait for an acknowledgement. */
    record Close(Duration lockWait) implements Order {}

    /**
     * Shut the door on {@code shutOut}, source side on with {@code count}, then read the whole GTID history, commits
     * that still wait included.
     */
    record Holds(int count, Set<String> shutOut) implements Order {}

    /** Source side off: acknowledges all that waits. Only after the record says {@code ackers = {}}. */
    record GoAlone() implements Order {}

    /** Open the door on this primary for {@code replica}: unlock its replication account. */
    record Admit(String replica) implements Order {}

    /**
     * Shut the door of this primary on {@code replica}: lock its replication account, then end its dump connection.
     * Refused while commits wait and do not move, since an account statement would wait with them and hold up logins.
     */
    record Dismiss(String replica) implements Order {}

    /** Answer with executed and received, read under this token. */
    record ReadSets() implements Order {}

    /** SIGKILL mysqld now; it comes back only through the start gate. */
    record Fence(String reason) implements Order {}

    /** Start mysqld as it is, harmless. Nothing is cut. */
    record Start() implements Order {}

    /**
     * Kill mysqld if it runs with transactions of its own, save and cut the binlog's tail at the first transaction that
     * {@code primaryHolds} lacks, give it a new server_uuid, start it harmless.
     */
    record Rewind(GtidSet primaryHolds) implements Order {}

    /** Answer with {@code data.bytes}, what this server's data takes, and {@code free.bytes}, what its disk has left. */
    record Measure() implements Order {}

    /**
     * Replace all data by a copy of {@code donor}'s: save the own transactions that {@code primaryHolds} lacks, copy, take
     * a new server_uuid, start harmless, forget the donor's source. Never to an acker, or the recorded primary. From its
     * beginning to its end nothing but Reclone, Fence and Shutdown is done to this mysqld: its data is not whole.
     */
    record Reclone(Endpoint donor, GtidSet primaryHolds) implements Order {}

    /** Stop mysqld in an orderly way. Refused while commits wait for an acknowledgement. */
    record Shutdown() implements Order {}

    /**
     * What the record says now, to be kept on disk: the start gate and isolation need it without a controller, and a
     * store that was put back to an older state is known by it.
     *
     * @param edition absent when a controller sent it that knew none
     */
    record Learn(String primary, Set<String> ackers, boolean proven, Optional<Edition> edition) implements Order {}

    /** Which record it was: later ones have a greater rev. */
    record Edition(long term, long rev, long epoch, int k) {}

    /**
     * For an agent on a proxy's host: make HAProxy route so, read it back, keep it for the next restart. Everything that
     * shall not be open is closed first; then sessions are cut; then the writer is opened.
     *
     * @param cutSessions cut all sessions of writers that are not {@code open}, in old workers too
     */
    record Route(Writer writer, boolean cutSessions, List<ServerSetting> servers) implements Order {}

    /** Host and port of a mysqld. */
    record Endpoint(String server, String host, int port) {}

    /**
     * @param backend the HAProxy backend of writers
     * @param open the one server that may receive new connections, or empty: clients are held
     */
    record Writer(String backend, String open) {
        public static final String NONE = "";
    }

    /**
     * The wanted state of one server in a backend of readers or web servers.
     *
     * @param weight 0 to 256
     * @param cut in maintenance: what sessions it still has are ended; means nothing in another mode
     */
    record ServerSetting(String backend, String server, ServerMode mode, int weight, boolean cut) {
        public ServerSetting(String backend, String server, ServerMode mode, int weight) {
            this(backend, server, mode, weight, false);
        }
    }

    /** HAProxy's words. */
    enum ServerMode {
        READY,
        DRAIN,
        MAINT
    }
}
