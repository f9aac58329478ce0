package io.signalbox.controller.daemon.store;

import java.io.IOException;
import java.util.Optional;

/**
 * The two things that a store needs of a replicated map of keys, both linearizable. When one throws, it is unknown
 * whether the change was made, or will be.
 */
public interface Keys {

    /**
     * A key's value.
     *
     * @param revision of its last change; 0 when there is no such key
     * @param latest the map's own revision, which grows with every change of any key and never goes back
     */
    record Found(Optional<String> value, long revision, long latest) {}

    /** What became of a {@link #swap}. */
    sealed interface Swapped {}

    /** The value is durable; {@code revision} is that of the key now. */
    record Done(long revision) implements Swapped {}

    /** Somebody changed the key in between. */
    record Differs(Found found) implements Swapped {}

    /** This controller leads no more, so that it may not write. */
    record Deposed() implements Swapped {}

    Found get(String key) throws IOException;

    /** Puts {@code value} if the key's revision is still {@code revision}. */
    Swapped swap(String key, long revision, String value) throws IOException;
}
