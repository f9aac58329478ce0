/**
 * Prometheus for a site. In go the addresses of its processes, out comes {@code prometheus.yml}; the rules, dashboards
 * and examples beside it are files of this module. Owns that every alert and panel asks only for metrics that exist:
 * its tests hold them against the tables of the programs, and against a running site.
 */
@NullMarked
package io.signalbox.grafana;

import org.jspecify.annotations.NullMarked;
