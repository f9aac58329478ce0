/**
 * The two pools, the guest book's statements, and the canary. In go messages, out come rows together with the database
 * that served them. Owns that a write which was answered is stored exactly once (its id is chosen before the first
 * attempt, and every repetition uses it), that every statement is parameterised, and that every wait has a bound.
 *
 * <p>The canary is one for the whole site, however many web servers there are: each asks the writer for an advisory lock
 * every two seconds, and the one that holds it writes one row 20 times a second. Measured on an idle
 * site that is 1 % of a core in the web server, 3 % in the writer's mysqld, less on each replica, and some 25 MB of
 * binlog an hour: the price for seeing a pause of writes to 50 ms. {@code canaryWritesPerSecond: 0} switches it off.
 */
@NullMarked
package io.signalbox.demo.database;

import org.jspecify.annotations.NullMarked;
