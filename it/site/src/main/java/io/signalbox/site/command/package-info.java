/**
 * The commands {@code up}, {@code down}, {@code logs} and {@code status --site}. In: arguments. Out: a table or one JSON document on
 * standard output, everything else on standard error, and an exit code. It owns the invariant that a failure is a sentence, never a
 * stack trace.
 */
@NullMarked
package io.signalbox.site.command;

import org.jspecify.annotations.NullMarked;
