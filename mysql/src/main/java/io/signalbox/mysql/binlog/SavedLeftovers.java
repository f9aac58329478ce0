package io.signalbox.mysql.binlog;

import io.signalbox.mysql.gtid.GtidSet;
import java.nio.file.Path;
import java.util.List;

/**
 * What was saved of a server's own transactions before its data goes.
 *
 * @param files binlog files that mysqlbinlog reads by themselves; those that this program cannot read, as they are
 * @param gtids of those in files that can be read
 * @param bytes of all files together
 */
public record SavedLeftovers(List<Path> files, GtidSet gtids, long bytes) {}
