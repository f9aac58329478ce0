/** The site of {@code docker-compose.yml}, on a Docker engine. */
@org.jspecify.annotations.NullMarked
package io.signalbox.lab.container;
