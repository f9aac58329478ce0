/**
 * Binary log files: bytes in, GTIDs and offsets out; and the cut that takes a crashed primary's unacknowledged tail off.
 * Owns the invariant that nothing is cut which was not saved before, and nothing that the primary holds. The only
 * package here that touches files.
 */
@NullMarked
package io.signalbox.mysql.binlog;

import org.jspecify.annotations.NullMarked;
