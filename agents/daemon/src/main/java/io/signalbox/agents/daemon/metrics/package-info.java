/**
 * What Prometheus reads of an agent. Native histograms and counters for what alerts and dashboards use, a Dropwizard
 * registry for the agent's insides; one page for both. Owns the names; they are part of the agent's interface.
 */
@NullMarked
package io.signalbox.agents.daemon.metrics;

import org.jspecify.annotations.NullMarked;
