/**
 * The command line. In goes a command of a person or a script, out go requests to the controller's REST API and what it
 * answered, as a table or as the body itself. Owns the exit codes (0 done, 1 refused or failed, 2 wrong use), and that
 * standard output holds the answer and nothing else. Decides nothing about clusters.
 */
@NullMarked
package io.signalbox.controller.cli;

import org.jspecify.annotations.NullMarked;
