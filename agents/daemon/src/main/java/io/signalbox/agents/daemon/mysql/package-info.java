/**
 * The agent's SQL side: reports come in over standing connections to the admin port of its own mysqld, acts go out.
 * Owns the invariant that every statement has a bound, and that a stuck one keeps no other from its answer. All SQL
 * text lives in {@code io.signalbox.mysql.dialect}.
 */
@NullMarked
package io.signalbox.agents.daemon.mysql;

import org.jspecify.annotations.NullMarked;
