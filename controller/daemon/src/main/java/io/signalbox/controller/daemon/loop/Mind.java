package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.view.ClusterView;
import java.util.List;
import java.util.Optional;

/** What decides for one cluster: the kernel, or a hand-written stand-in in tests. Used by one thread. */
public interface Mind {
    List<Effect> handle(Event event);

    ClusterView view();

    /** What a picture can be taken of; absent from a stand-in. */
    default Optional<Kernel> kernel() {
        return Optional.empty();
    }

    /** The kernel as shipped. */
    static Mind kernel(ClusterSettings settings) {
        Kernel kernel = new Kernel(settings);
        return new Mind() {
            @Override
            public List<Effect> handle(Event event) {
                return kernel.handle(event);
            }

            @Override
            public ClusterView view() {
                return kernel.view();
            }

            @Override
            public Optional<Kernel> kernel() {
                return Optional.of(kernel);
            }
        };
    }
}
