package io.signalbox.controller.daemon.recorder;

import io.signalbox.controller.core.settings.ClusterSettings;

/**
 * The second line of every segment.
 *
 * @param next number of the next event; the first that a kernel heard is 1
 * @param fresh the kernel begins here: it needs no picture
 * @param settings by which the kernel decided; nothing in them is secret
 */
public record Begin(long next, boolean fresh, ClusterSettings settings) {}
