/** Values in, SQL literals out. Owns the invariant that what is no name, host or plain text is refused, not escaped. */
@NullMarked
package io.signalbox.mysql.literal;

import org.jspecify.annotations.NullMarked;
