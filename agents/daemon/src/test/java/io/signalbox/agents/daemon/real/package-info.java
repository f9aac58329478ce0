/** A real agent process on a real mysqld, for the tests of this module. */
@NullMarked
package io.signalbox.agents.daemon.real;

import org.jspecify.annotations.NullMarked;
