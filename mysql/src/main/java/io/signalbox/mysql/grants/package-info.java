/**
 * The accounts that a server is born with: passwords in, the text of an init-file out. Owns the invariant that each
 * account can do what its task needs, and no more.
 */
@NullMarked
package io.signalbox.mysql.grants;

import org.jspecify.annotations.NullMarked;
