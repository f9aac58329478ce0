-- The heartbeat: one row for each sender and connection, written by sb_monitor ten times a second while its server is
-- writable. It shows a stalled disk, frees a commit whose acknowledgement was lost, and is the clock of replication lag.
-- beat_at is the primary's clock, UTC.
CREATE DATABASE signalbox;
CREATE TABLE signalbox.heartbeat (
  sender VARCHAR(64) CHARACTER SET ascii NOT NULL,
  lane TINYINT UNSIGNED NOT NULL,
  beats BIGINT UNSIGNED NOT NULL,
  beat_at DATETIME(6) NOT NULL,
  PRIMARY KEY (sender, lane)
) ENGINE = InnoDB;
