/**
 * The agent's file: YAML comes in, an {@link io.signalbox.agents.daemon.config.AgentConfig} goes out, or every error at
 * once. Owns the invariant that defaults stand in one place and that the reference file knows every key.
 */
@NullMarked
package io.signalbox.agents.daemon.config;

import org.jspecify.annotations.NullMarked;
