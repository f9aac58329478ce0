package io.signalbox.controller.cli.api;

import java.net.URI;
import java.util.List;

/**
 * The addresses of a site's controllers, and the one that is asked first: the one that answered last. A token is sent to
 * these alone, whatever an answer says.
 */
final class Controllers {
    private final List<URI> known;
    private volatile int first;

    Controllers(List<URI> known) {
        this.known = known;
    }

    int count() {
        return known.size();
    }

    /** From now on the next one is asked first. */
    URI next() {
        first = (first + 1) % known.size();
        return first();
    }

    URI first() {
        return known.get(first);
    }

    /** Turns to the one whose API is at {@code host:port}; false if that is none of them, or it is asked first already. */
    boolean turnTo(String address) {
        for (int i = 0; i < known.size(); i++) {
            if (i != first && address.equals(known.get(i).getAuthority())) {
                first = i;
                return true;
            }
        }
        return false;
    }
}
