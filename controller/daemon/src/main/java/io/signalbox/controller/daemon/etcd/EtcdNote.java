package io.signalbox.controller.daemon.etcd;

import io.signalbox.controller.daemon.store.Keys;
import io.signalbox.controller.daemon.store.Note;
import java.io.IOException;
import java.util.Optional;

/** One key of etcd, which only the leader writes. */
record EtcdNote(Keys keys, String key) implements Note {
    /** Only one thread of one controller writes; what is in between is its own, late. */
    private static final int ATTEMPTS = 3;

    @Override
    public Optional<String> read() throws IOException {
        return keys.get(key).value();
    }

    @Override
    public synchronized void write(String text) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Keys.Swapped swapped = keys.swap(key, keys.get(key).revision(), text);
            if (swapped instanceof Keys.Done) {
                return;
            }
            if (swapped instanceof Keys.Deposed) {
                throw new IOException("another controller leads: this one writes nothing");
            }
        }
        throw new IOException("somebody else writes " + key);
    }
}
