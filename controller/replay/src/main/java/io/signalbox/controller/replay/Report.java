package io.signalbox.controller.replay;

import io.signalbox.controller.core.view.ClusterView.Receipt;
import java.util.List;

/**
 * A replay that came to its end.
 *
 * @param policy what is decided otherwise, {@code key: recorded -> replayed}; empty if nothing
 * @param readable every segment was read to its end
 * @param receipts of what the replayed kernels did
 */
record Report(
        String cluster,
        List<String> segments,
        List<String> policy,
        boolean readable,
        Story story,
        List<Receipt> receipts) {

    boolean samePolicy() {
        return policy.isEmpty();
    }

    /** Nothing speaks against the recording; under another policy nothing has to be the same. */
    boolean good() {
        boolean played = story.compared() > 0 || story.events() == 0;
        return readable && played && (!samePolicy() || story.differences() == 0);
    }

    String verdict() {
        if (story.events() == 0) {
            return "no event was heard in this time";
        }
        if (story.compared() == 0) {
            return "none of the " + story.events() + " events could be replayed; what was recorded is shown";
        }
        String left = story.compared() == story.events()
                ? ""
                : "; " + (story.events() - story.compared()) + " more events could not be compared";
        if (story.differences() == 0) {
            return "the same decisions at all " + story.compared() + " events" + left;
        }
        Moment first = story.firstDifference().orElseThrow();
        String where = "event " + first.number() + " of " + first.segment() + ", "
                + first.event().at().wall();
        return samePolicy()
                ? "other decisions than recorded at " + story.differences() + " events, first at " + where + left
                : "other decisions under this policy from " + where
                        + " on. From there on the world is the recorded one, which did not see them: reports do not answer"
                        + " to what is decided here, so read no further than to the first consequences" + left;
    }
}
