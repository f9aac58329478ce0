/**
 * Drills: break a running site for real, look at it as its clients do, and grade what came of it. Comes in: a site and a
 * drill's name. Goes out: a report. Each drill is a class that injects one fault; the course of a round, the measuring and the
 * grading are the same for all. Owns the promises that are graded.
 */
@NullMarked
package io.signalbox.lab.drill;

import org.jspecify.annotations.NullMarked;
