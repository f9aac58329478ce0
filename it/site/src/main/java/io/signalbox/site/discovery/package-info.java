/** From one running server to a proposal for the whole site, by reading alone. */
@NullMarked
package io.signalbox.site.discovery;

import org.jspecify.annotations.NullMarked;
