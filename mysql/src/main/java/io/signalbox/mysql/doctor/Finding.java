package io.signalbox.mysql.doctor;

/**
 * One check that one server does not pass.
 *
 * @param evidence what was seen, such as {@code sync_binlog = 0}; bounded, one line
 */
public record Finding(Check check, String server, String evidence) {}
