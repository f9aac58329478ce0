/**
 * A world for the shipped minds: the kernel and the agents' cores run against simulated servers, links, disks and
 * clients on a virtual clock. In comes a seed, out goes the same history every time, judged after every event. Decides
 * nothing itself; owns the invariants P1, P2, I3 and I4 as they can be seen from outside.
 */
@NullMarked
package io.signalbox.controller.simulation;

import org.jspecify.annotations.NullMarked;
