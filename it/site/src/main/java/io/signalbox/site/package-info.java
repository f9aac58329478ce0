/**
 * A whole Signalbox site on one machine. In comes a directory and what the operator typed; out go running processes, {@code site.json}
 * and sentences. This package owns one promise: {@code up} returns only after a write through HAProxy was read back, and whatever it
 * started and could not finish is stopped again; mysqld is never asked to end while commits may wait.
 */
@NullMarked
package io.signalbox.site;

import org.jspecify.annotations.NullMarked;
