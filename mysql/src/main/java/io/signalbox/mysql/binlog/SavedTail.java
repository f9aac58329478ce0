package io.signalbox.mysql.binlog;

import io.signalbox.mysql.gtid.GtidSet;
import java.nio.file.Path;

/** A tail that was cut off: a binlog file that mysqlbinlog reads by itself. {@code bytes}: how many left the binlog. */
public record SavedTail(Path file, GtidSet gtids, long bytes) {}
