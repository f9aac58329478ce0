package io.signalbox.controller.daemon;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.daemon.loop.Mind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A mind whose reactions a test lays out; it remembers all that it heard but ticks. */
public final class FakeMind implements Mind {
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private volatile Function<Event, List<Effect>> reaction = event -> List.of();
    private volatile ClusterView view;
    private volatile long ticks;

    public FakeMind(ClusterView view) {
        this.view = view;
    }

    public FakeMind reacting(Function<Event, List<Effect>> to) {
        reaction = to;
        return this;
    }

    public void show(ClusterView shown) {
        view = shown;
    }

    public List<Event> heard() {
        return heard;
    }

    public <E extends Event> List<E> heard(Class<E> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public long ticks() {
        return ticks;
    }

    @Override
    public List<Effect> handle(Event event) {
        if (event instanceof Event.Ticked) {
            ticks++;
        } else {
            heard.add(event);
        }
        return reaction.apply(event);
    }

    @Override
    public ClusterView view() {
        return view;
    }
}
