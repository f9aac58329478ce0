/**
 * What people are told: events, operations and receipts. The kernel's tells and views come in on its thread; bounded,
 * ordered lists come out for the API, a log line for each event, and receipts on disk. Owns no decision and no truth.
 */
@NullMarked
package io.signalbox.controller.daemon.news;

import org.jspecify.annotations.NullMarked;
