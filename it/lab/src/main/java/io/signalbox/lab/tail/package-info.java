/**
 * The unacknowledged tail of a dead primary, looked at without asking Signalbox: a copy of its last binlog taken at its death, read
 * by MySQL's own mysqlbinlog, against the file that the agent saved. Owns the judgement whether the saved tail is exactly what was
 * rolled back.
 */
@NullMarked
package io.signalbox.lab.tail;

import org.jspecify.annotations.NullMarked;
