/**
 * The REST face. HTTP comes in; intents go to the kernel, views and problem documents go out. The contract in
 * {@code openapi.yaml} says which calls exist, who may make them and what they carry. Owns the invariants that a call that
 * is not in the contract does not exist, that nothing is changed without a role and an audit line, and that every
 * refusal is a problem document with a sentence.
 */
@NullMarked
package io.signalbox.controller.daemon.api;

import org.jspecify.annotations.NullMarked;
