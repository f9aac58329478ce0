package io.signalbox.agents.daemon.http;

/**
 * The answer to {@code GET /load}: how busy the host of a web server is. When that was measured is told as an age, as the
 * clocks of two hosts need not agree.
 *
 * @param server the web server's name
 * @param percent of all processors together, over the last seconds
 */
public record LoadTold(String server, double percent, long ageMillis) {}
