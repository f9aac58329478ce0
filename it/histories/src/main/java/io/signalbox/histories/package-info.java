/** Many simulated histories, in processor time that nobody else wants. */
@NullMarked
package io.signalbox.histories;

import org.jspecify.annotations.NullMarked;
