/**
 * What must survive a crash: the cluster's record, the journal of its open run and the highest term. Records and entries
 * come in from the loop that owns the kernel, and the same come out after a restart. Owns these invariants: what was
 * answered as written is on disk, a record is replaced only by compare-and-swap on its rev, and no term is given twice.
 */
@NullMarked
package io.signalbox.controller.daemon.store;

import org.jspecify.annotations.NullMarked;
