package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.view.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A picture of a cluster, with the problem that the store cannot be used: the kernel, which decides nothing then, is not told.
 * Nobody is protected while nobody decides.
 */
final class StoreTrouble {
    static final String CODE = "STORE_UNUSABLE";
    private static final int MOST_URGENT = 0;

    private StoreTrouble() {}

    static ClusterView shownIn(ClusterView view, Optional<String> trouble) {
        return trouble.map(sentence -> with(view, sentence)).orElse(view);
    }

    private static ClusterView with(ClusterView v, String sentence) {
        List<ClusterView.Problem> problems = new ArrayList<>();
        problems.add(new ClusterView.Problem(
                CODE,
                "",
                "This controller cannot use the store, so that it decides nothing: " + sentence,
                MOST_URGENT,
                List.of()));
        problems.addAll(v.problems());
        return new ClusterView(
                v.record(),
                v.wantedK(),
                v.leading(),
                v.writable(),
                v.servers(),
                v.proxies(),
                v.web(),
                List.copyOf(problems),
                v.decision(),
                v.run(),
                v.runs(),
                v.failovers(),
                v.predictedOutage(),
                false);
    }
}
