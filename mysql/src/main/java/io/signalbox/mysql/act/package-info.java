/** The acts on a mysqld that Signalbox knows, without their words: a dialect gives the words, a simulator the effect. */
@NullMarked
package io.signalbox.mysql.act;

import org.jspecify.annotations.NullMarked;
