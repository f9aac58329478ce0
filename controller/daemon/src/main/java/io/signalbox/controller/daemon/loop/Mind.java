package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.view.ClusterView;
import java.util.List;

/** What decides for one cluster: the kernel, or a hand-written stand-in in tests. Used by one thread. */
public interface Mind {
    List<Effect> handle(Event event);

    ClusterView view();

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
        };
    }
}
