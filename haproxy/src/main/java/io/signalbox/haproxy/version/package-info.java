/**
 * Which HAProxy speaks. In: the version as {@code show info} prints it. Out: whether Signalbox knows how it behaves.
 * Owns the range of versions that were run for real.
 */
@NullMarked
package io.signalbox.haproxy.version;

import org.jspecify.annotations.NullMarked;
