package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.topology.ProxySight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that shut the old primary out, each once, with the moment at which it was known. For the receipt. */
public final class Fences {
    /** @param by the server or proxy whose agent did it */
    public record Fence(Time at, String by, String what) {}

    private final Desk desk;
    private final Map<String, Fence> known = new LinkedHashMap<>();

    Fences(Desk desk) {
        this.desk = desk;
    }

    void saw(String by, String what) {
        known.putIfAbsent(by + " " + what, new Fence(desk.now(), by, what));
    }

    /** While clients are to be held: which proxy said that it holds them. */
    void lookAtProxies() {
        if (desk.router().writer().equals(Order.Writer.NONE)) {
            desk.topology().proxies().stream()
                    .map(ProxySight::name)
                    .filter(desk.router()::confirmed)
                    .forEach(p -> saw(p, "closed: it holds new clients"));
        }
    }

    /** In the order in which they were known. */
    public List<Fence> all() {
        return List.copyOf(known.values());
    }
}
