/**
 * How a data directory comes to be: argument lists out, nothing run here. Owns the invariant that a seeded server has
 * accounts and not one transaction in its GTID set, so that all servers of a cluster begin equal.
 */
@NullMarked
package io.signalbox.mysql.seed;

import org.jspecify.annotations.NullMarked;
