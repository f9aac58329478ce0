package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.proxy.ReadPoolWatch;
import io.signalbox.agents.daemon.proxy.WebPoolWatch;
import io.signalbox.agents.daemon.shell.Loop;
import java.util.Optional;

/** The weights that are decided beside this host's proxy: of readers by lag, of web servers by load. */
record Pools(Optional<ReadPoolWatch> readers, Optional<WebPoolWatch> web) {
    /** On the loop. */
    void start(Loop loop) {
        readers.ifPresent(watch -> loop.every(ReadPoolWatch.PERIOD, watch::turn));
        web.ifPresent(watch -> loop.every(WebPoolWatch.PERIOD, watch::turn));
    }
}
