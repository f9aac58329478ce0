/**
 * The guest book over HTTP. In go requests, bounded in size and number; out come a page, JSON, health and metrics. Owns
 * that nothing a visitor wrote is ever markup, and that the event loop never waits for a database.
 */
@NullMarked
package io.signalbox.demo.web;

import org.jspecify.annotations.NullMarked;
