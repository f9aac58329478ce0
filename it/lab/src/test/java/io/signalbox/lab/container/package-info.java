/**
 * The site of {@code docker-compose.yml} under test, brought up and looked into by Testcontainers. Comes in: a Docker engine and the
 * images that {@code ./signalbox images} built. Owns the invariant that nothing is left on the engine: after a test, and of a test that
 * was killed, by the next one.
 */
@org.jspecify.annotations.NullMarked
package io.signalbox.lab.container;
