package io.signalbox.demo.database;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Messages as a reader has them.
 *
 * @param behind age of the canary's newest row there: at most so old is what is shown; absent without a canary
 */
public record Freshness(List<Message> messages, Optional<Duration> behind) {}
