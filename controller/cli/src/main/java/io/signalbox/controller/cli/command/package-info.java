/**
 * One class per command. In go its parsed options, out go one mutation or a few reads, and the exit code. Owns no
 * format: tables are in {@code print}, HTTP is in {@code api}.
 */
@NullMarked
package io.signalbox.controller.cli.command;

import org.jspecify.annotations.NullMarked;
