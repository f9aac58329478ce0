package io.signalbox.lab.fault;

/** Something that goes wrong on purpose. */
public interface Fault {
    /** Makes it happen; returns when it has. */
    void inject();

    /** Takes it back. Harmless when there is nothing to take back, and the second time. */
    void heal();

    /** What happens, in words: "mysqld of db1 is killed". */
    String sentence();
}
