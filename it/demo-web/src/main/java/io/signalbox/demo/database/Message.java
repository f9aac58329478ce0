package io.signalbox.demo.database;

import java.time.Instant;

/** One entry of the guest book. {@code web}: the web server that took it. */
public record Message(String id, Instant postedAt, String author, String body, String web) {}
