package io.signalbox.haproxy.command;

import java.util.Locale;

/** What a person or a program can wish of a server; checks decide the rest. */
public enum AdminState {
    READY,
    /** No new connections, but for persistent ones; the old ones live on. */
    DRAIN,
    /** No new connections at all, and no checks; the old ones live on. */
    MAINT;

    /** HAProxy's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
