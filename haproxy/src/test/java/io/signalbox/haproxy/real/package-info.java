/** A real HAProxy and small servers behind it, for the contract tests of this module and of others. */
@NullMarked
package io.signalbox.haproxy.real;

import org.jspecify.annotations.NullMarked;
