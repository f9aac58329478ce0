/**
 * MySQL's words: acts and a look at the channel in, statements out. The only place with SQL in it. Owns the invariant
 * that no value gets into a statement unquoted or unchecked, and that a statement with a password never shows itself.
 */
@NullMarked
package io.signalbox.mysql.dialect;

import org.jspecify.annotations.NullMarked;
