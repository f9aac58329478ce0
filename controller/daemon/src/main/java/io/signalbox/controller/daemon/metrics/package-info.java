/**
 * Numbers for Prometheus. Views, reports and receipts come in; one page of samples with labels comes out. Owns the table
 * of the metrics' names, and nothing that anybody decides by.
 */
@NullMarked
package io.signalbox.controller.daemon.metrics;

import org.jspecify.annotations.NullMarked;
