package io.signalbox.controller.daemon.loop;

import java.util.Optional;
import java.util.OptionalLong;

/** Whether this controller may act. Asked before every act, from any thread; the answer never waits for anything. */
public interface Leadership {

    /**
     * Names the reign of this controller, or empty while it may not act. A reign that ended never comes back: whoever
     * leads again does so under another number, and takes office anew.
     */
    OptionalLong reign();

    /**
     * Gives leadership up as soon as nothing more is done under it, and does not stand for election for a while.
     *
     * @return false where nobody else could ever lead
     */
    boolean standAside();

    /** What people may know about it. */
    Standing standing();

    /**
     * Who leads, as far as this controller knows.
     *
     * @param kind of the store, as in the configuration
     * @param leader name of the controller that leads
     * @param api where its API is, as {@code host:port}
     * @param trouble why the store cannot be asked, while it cannot
     */
    record Standing(
            String kind, boolean leads, Optional<String> leader, Optional<String> api, Optional<String> trouble) {}

    /** The only controller of a site. */
    static Leadership alone(String controller, String api) {
        return new Leadership() {
            @Override
            public OptionalLong reign() {
                return OptionalLong.of(1);
            }

            @Override
            public boolean standAside() {
                return false;
            }

            @Override
            public Standing standing() {
                return new Standing("file", true, Optional.of(controller), Optional.of(api), Optional.empty());
            }
        };
    }
}
