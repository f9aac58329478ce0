/** What people and the API may see of the kernel: an immutable picture after each event. Owns no decision. */
@NullMarked
package io.signalbox.controller.core.view;

import org.jspecify.annotations.NullMarked;
