package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Report;
import java.time.Duration;

/** Is told what the driver sees. Called on the driver's threads; must not block. */
public interface ProxyListener {

    /** Something that others decide by has changed: report at once. */
    void changed(Report.Proxy snapshot);

    /** One runtime command was answered. {@code command} is its first two words. */
    void answered(String command, Duration took);

    /** One runtime command was not answered as it should be. {@code reason} is one of a fixed set of words. */
    void failed(String command, String reason);

    /** Told to people. {@code type} is a fixed word. */
    void said(String type, String sentence);
}
