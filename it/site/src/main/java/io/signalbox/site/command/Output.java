package io.signalbox.site.command;

/** How a command reports. */
enum Output {
    TABLE,
    JSON
}
