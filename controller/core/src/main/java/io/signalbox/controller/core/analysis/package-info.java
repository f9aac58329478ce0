/**
 * All that can be wrong with a site, as one table: a topology in, the problems found in it out, most urgent first. Owns
 * the codes, sentences and priorities; decides nothing.
 */
@NullMarked
package io.signalbox.controller.core.analysis;

import org.jspecify.annotations.NullMarked;
