/**
 * Answers for people. In goes the JSON of one REST body, out comes text. Owns that a field which an older or newer
 * controller does not send is shown as "-", never as an error.
 */
@NullMarked
package io.signalbox.controller.cli.print;

import org.jspecify.annotations.NullMarked;
