/** Real servers for contract tests, of this module and, by its test jar, of others. */
@NullMarked
package io.signalbox.mysql.real;

import org.jspecify.annotations.NullMarked;
