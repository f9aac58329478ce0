/**
 * The configuration of one mysqld: a record of values in, the text of its {@code my.cnf} out. Owns the invariant that
 * every server boots harmless: read-only, replication stopped, both semi-sync sides off.
 */
@NullMarked
package io.signalbox.mysql.conf;

import org.jspecify.annotations.NullMarked;
