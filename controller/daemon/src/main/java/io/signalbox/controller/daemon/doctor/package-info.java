/**
 * What agents have told of their last examinations: examinations in, patients and findings out. Owns the invariant that
 * an examination grows old instead of vanishing, so that a server that is away is told from one that is sound.
 */
@NullMarked
package io.signalbox.controller.daemon.doctor;

import org.jspecify.annotations.NullMarked;
