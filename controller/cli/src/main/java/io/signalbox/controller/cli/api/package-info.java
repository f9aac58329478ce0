/**
 * The controller as the command line sees it. In go paths and bodies, out come replies or {@link
 * io.signalbox.controller.cli.api.Failed} with a sentence for people. Owns that the token is read from a file, sent as
 * a header and shown nowhere, and that every wait is bounded.
 */
@NullMarked
package io.signalbox.controller.cli.api;

import org.jspecify.annotations.NullMarked;
