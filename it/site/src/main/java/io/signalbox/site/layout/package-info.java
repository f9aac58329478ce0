/**
 * What a site is made of and where each part lies: the description that an operator may read ({@code site.yaml}), the addresses, the
 * paths and the secrets. Comes in: number of servers and a directory. Goes out: records. It owns the invariant that no two sites of a
 * machine are given the same addresses, and that a secret is readable by its owner alone from the moment it exists.
 */
@NullMarked
package io.signalbox.site.layout;

import org.jspecify.annotations.NullMarked;
