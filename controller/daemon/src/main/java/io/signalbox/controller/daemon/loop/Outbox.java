package io.signalbox.controller.daemon.loop;

import io.signalbox.agents.protocol.Command;
import java.time.Duration;

/**
 * Carries commands to agents. Never blocks and never throws; each command ends in exactly one event, Answered or
 * Unanswered.
 */
public interface Outbox {
    void send(String server, Command command, Duration deadline);
}
