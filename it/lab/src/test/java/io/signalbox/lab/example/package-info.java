/** What applications do, as docs/reading.md shows it. Compiled here, and run on a real site. */
@NullMarked
package io.signalbox.lab.example;

import org.jspecify.annotations.NullMarked;
