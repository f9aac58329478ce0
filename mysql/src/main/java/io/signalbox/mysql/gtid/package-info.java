/**
 * GTID set algebra: text in, immutable sets out. Owns the invariant that equal sets have equal text, whatever order
 * they were written in.
 */
@NullMarked
package io.signalbox.mysql.gtid;

import org.jspecify.annotations.NullMarked;
