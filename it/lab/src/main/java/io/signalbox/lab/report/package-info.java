/** What a drill found, as records whose components are the JSON's keys, and as text for people. Owns the file that is written. */
@NullMarked
package io.signalbox.lab.report;

import org.jspecify.annotations.NullMarked;
