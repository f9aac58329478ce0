/**
 * The site as its operators see it: a thin reading of the REST API. Comes in: JSON. Goes out: what a drill decides by. Owns one
 * definition, that of a whole site; it judges nothing else, for the checks must not believe the controller.
 */
@NullMarked
package io.signalbox.lab.cluster;

import org.jspecify.annotations.NullMarked;
