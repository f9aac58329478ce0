package io.signalbox.agents.daemon.proxy;

import java.util.Optional;
import java.util.concurrent.Executor;

/** Hands the wishes of one pool to the driver, aside, one at a time. Used on the agent's loop. */
final class Wishes {
    private final ProxyDriver driver;
    private final Executor aside;
    private final Executor loop;
    private Optional<PoolWish> told = Optional.empty();
    private boolean telling;

    /**
     * @param aside runs what blocks
     * @param loop the agent's loop
     */
    Wishes(ProxyDriver driver, Executor aside, Executor loop) {
        this.driver = driver;
        this.aside = aside;
        this.loop = loop;
    }

    /** The last one is not through yet. */
    boolean underWay() {
        return telling;
    }

    /** Not while one is under way. The same as before is none. */
    void tell(PoolWish wish) {
        if (told.equals(Optional.of(wish))) {
            return;
        }
        told = Optional.of(wish);
        telling = true;
        aside.execute(() -> {
            try {
                driver.pool(wish);
            } finally {
                loop.execute(() -> telling = false);
            }
        });
    }
}
