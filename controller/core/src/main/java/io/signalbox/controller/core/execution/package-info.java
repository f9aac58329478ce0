/**
 * Plans being carried out: each procedure is asked after every event whether it can get on, and answers with commands,
 * record writes and journal entries. Owns "journal before act", "record before act", one record write at a time, and
 * that every command carries a higher token than all before it.
 */
@NullMarked
package io.signalbox.controller.core.execution;

import org.jspecify.annotations.NullMarked;
