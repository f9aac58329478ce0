/**
 * The agent as a process: its file comes in, a running agent or one clear sentence goes out. Owns the invariant that
 * adapters are made in one place, {@link io.signalbox.agents.daemon.Wiring}, and know each other only through ports.
 *
 * <p>What it costs is set by three periods ({@link io.signalbox.agents.daemon.config.AgentConfig.Periods}): a look at
 * {@code /proc} every 7 ms notices a death after 3.5 ms in the mean, and its wake-ups are a good part of an idle
 * agent's processor time (docs/figures.md); probes every 100 ms and observations every 150 ms are nearly all of the rest; reports cost
 * little. Longer periods save in proportion. The figures are made by {@code mvn -pl agents/daemon verify
 * -Dit.test=AgentFiguresIT -Dsignalbox.figures=true}.
 */
@NullMarked
package io.signalbox.agents.daemon;

import org.jspecify.annotations.NullMarked;
