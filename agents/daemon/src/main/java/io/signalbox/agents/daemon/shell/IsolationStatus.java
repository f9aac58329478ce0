package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.core.Company;
import java.time.Duration;

/**
 * What the agent knows of its own isolation.
 *
 * @param after a primary that is alone for so long leaves service
 * @param alone neither a controller nor an acker has been there for a while
 * @param controllerSilent how long no controller has given a sign of life
 * @param ackers what the last look saw of those who could acknowledge
 * @param kernelLack why the kernel cannot turn clients away here; empty if it can
 */
public record IsolationStatus(
        Duration after, boolean alone, Duration controllerSilent, Company ackers, String kernelLack) {}
