package io.signalbox.site.start;

/** Hears what is being done, one line at a time. */
@FunctionalInterface
public interface Narrator {
    void say(String line);
}
