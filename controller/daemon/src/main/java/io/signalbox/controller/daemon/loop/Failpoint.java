package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.record.JournalEntry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a test makes the controller die. The points are the kernel's own journal entries, so there is no list to keep:
 * {@code failover.name.begun} halts as soon as that entry is durable, {@code failover.name.before-begun} just before it
 * is written. Off unless the environment says so, and honoured only where drills are allowed.
 */
public final class Failpoint {
    /** The environment variable, and the system property {@code signalbox.crashAt}. */
    public static final String VARIABLE = "SIGNALBOX_CRASH_AT";

    private static final Logger LOG = LoggerFactory.getLogger(Failpoint.class);
    private static final String BEFORE = "before-";

    private final String wanted;
    private final Runnable halt;

    Failpoint(String wanted, Runnable halt) {
        this.wanted = wanted;
        this.halt = halt;
    }

    /** As the environment says; {@code halt} ends the process without any clean-up. */
    public static Failpoint ofProcess(boolean drillsAllowed, Runnable halt) {
        String set = System.getProperty("signalbox.crashAt", System.getenv(VARIABLE));
        return of(set == null ? "" : set, drillsAllowed, halt);
    }

    static Failpoint of(String set, boolean drillsAllowed, Runnable halt) {
        if (!set.isEmpty() && !drillsAllowed) {
            LOG.atWarn().addKeyValue("point", set).log("{} is ignored: drills are not allowed here", VARIABLE);
            return none();
        }
        return new Failpoint(set, halt);
    }

    /** Never halts. */
    public static Failpoint none() {
        return new Failpoint("", () -> {});
    }

    void before(JournalEntry entry) {
        haltAt(entry, BEFORE);
    }

    void after(JournalEntry entry) {
        haltAt(entry, "");
    }

    /** The process ends as soon as this entry is durable. */
    boolean isAt(JournalEntry entry) {
        return isAt(entry, "");
    }

    private boolean isAt(JournalEntry entry, String prefix) {
        return !wanted.isEmpty() && wanted.equals(name(entry, prefix));
    }

    private void haltAt(JournalEntry entry, String prefix) {
        if (isAt(entry, prefix)) {
            halt.run();
        }
    }

    private static String name(JournalEntry entry, String prefix) {
        return entry.plan() + "." + entry.step() + "." + prefix
                + entry.phase().name().toLowerCase(Locale.ROOT);
    }
}
