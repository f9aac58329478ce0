package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that it is told. */
final class RememberingListener implements ProxyListener {
    private final List<Report.Proxy> changes = new CopyOnWriteArrayList<>();
    private final List<String> sentences = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    List<Report.Proxy> changes() {
        return changes;
    }

    List<String> sentences() {
        return sentences;
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public void changed(Report.Proxy snapshot) {
        changes.add(snapshot);
    }

    @Override
    public void answered(String command, Duration took) {}

    @Override
    public void failed(String command, String reason) {
        failures.add(command + ": " + reason);
    }

    @Override
    public void said(String type, String sentence) {
        sentences.add(type + ": " + sentence);
    }
}
