/**
 * What HAProxy shows to browsers. In: the text of a PEM file, or the names of a local site. Out: a chain with its key that HAProxy
 * will take and browsers can follow, or one named flaw. Owns the invariant that nothing with a flaw reaches a HAProxy, and that a
 * private key is in no message.
 */
@NullMarked
package io.signalbox.haproxy.certificate;

import org.jspecify.annotations.NullMarked;
