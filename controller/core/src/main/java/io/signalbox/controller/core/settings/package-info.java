/** What the site's owner decides: servers, bounds, policies. Owns every default, in one place. */
@NullMarked
package io.signalbox.controller.core.settings;

import org.jspecify.annotations.NullMarked;
