package io.signalbox.lab.drill;

import java.util.List;

/**
 * HAProxy is reloaded in the middle of the load. Who connects waits until the new worker has its route, and is let in; what
 * was open lives on in the old worker, until {@code hard-stop-after} ends it.
 */
final class ReloadHaproxy implements Drill {
    @Override
    public String name() {
        return "reload-haproxy";
    }

    @Override
    public String sentence() {
        return "HAProxy is reloaded under load: no new connection is refused or fails, the route is right in a moment";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER, Promise.NONE_REFUSED, Promise.NONE_FAILED, Promise.holdMax(250));
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        return RestartHaproxy.reload(scene);
    }
}
