/**
 * Who may do what. Bearer tokens come in; a caller with a role comes out, or nothing. Owns the invariants that the
 * process keeps only digests of tokens, and that telling a wrong token from a right one takes the same time.
 */
@NullMarked
package io.signalbox.controller.daemon.access;

import org.jspecify.annotations.NullMarked;
