package io.signalbox.agents.daemon.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what was sent, and can be full. */
final class FakeOutlet implements Outlet {
    final List<String> sent = new ArrayList<>();
    boolean full;

    @Nullable
    String closed;

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void send(String text) {
        sent.add(text);
    }

    @Override
    public void close(String reason) {
        closed = reason;
    }
}
