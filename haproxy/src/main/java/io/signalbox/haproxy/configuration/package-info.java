/**
 * From the description of what one HAProxy serves to its {@code haproxy.cfg}. In: a
 * {@link io.signalbox.haproxy.configuration.ProxyLayout}. Out: text, made from the template that lies beside the code for
 * people to read. Owns the invariant that a freshly started or reloaded HAProxy routes no write anywhere: every writer
 * is disabled in the file, and clients are held until somebody opens one.
 */
@NullMarked
package io.signalbox.haproxy.configuration;

import org.jspecify.annotations.NullMarked;
