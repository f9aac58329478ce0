package io.signalbox.controller.replay;

/** Something that must be known of a recording or of its replay. {@code number}: of the last event before it. */
record Note(String segment, long number, String sentence) {}
