/**
 * A guest book: a small, ordinary application behind HAProxy, which shows itself. In goes {@code web.yaml}; out comes a
 * web server whose page says which web server answered, which database served the write and the read, how fresh and how
 * fast. Owns nothing of Signalbox: it knows two addresses, one for writes and one for reads, as any application would.
 */
@NullMarked
package io.signalbox.demo;

import org.jspecify.annotations.NullMarked;
