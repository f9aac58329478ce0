/**
 * What each way to silence a primary does to a commit that waits for an acknowledgement, held against a real server. The
 * rows are the source of {@code docs/fences.md}. Owns the fact on which the agent's own fence rests: which acts turn a
 * waiting commit into an acknowledged one.
 */
@NullMarked
package io.signalbox.mysql.fence;

import org.jspecify.annotations.NullMarked;
