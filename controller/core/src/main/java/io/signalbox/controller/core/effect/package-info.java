/**
 * All that the kernel wants done. Performed in list order; a store effect is durable before the next effect begins.
 */
@NullMarked
package io.signalbox.controller.core.effect;

import org.jspecify.annotations.NullMarked;
