/**
 * What HAProxy answers, as values. In: the text of one reply of any known version. Out: records, read by the names of
 * columns and keys and never by position, as later versions add some. Owns the invariant that a reply which is not
 * understood is an exception and never an empty answer.
 */
@NullMarked
package io.signalbox.haproxy.reply;

import org.jspecify.annotations.NullMarked;
