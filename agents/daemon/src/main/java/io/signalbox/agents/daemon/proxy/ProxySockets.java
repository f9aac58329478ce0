package io.signalbox.agents.daemon.proxy;

import java.nio.file.Path;

/**
 * How HAProxy is reached.
 *
 * @param runtime the worker's admin socket
 * @param master the master's command line socket: the only way to sessions that live on in old workers
 */
public record ProxySockets(Path runtime, Path master) {}
