/**
 * The controller's one file. YAML text comes in; a checked {@link io.signalbox.controller.daemon.config.ControllerConfig}
 * or all errors at once come out. Owns the invariant that nothing behind it ever meets a value outside its range.
 */
@NullMarked
package io.signalbox.controller.daemon.config;

import org.jspecify.annotations.NullMarked;
