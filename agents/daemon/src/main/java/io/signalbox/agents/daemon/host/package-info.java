/**
 * The host itself: file system and load in, {@link io.signalbox.agents.protocol.Report.Host} and the load for whoever
 * balances by it out. Never blocks a reader.
 */
@NullMarked
package io.signalbox.agents.daemon.host;

import org.jspecify.annotations.NullMarked;
