/**
 * From the description of a site on hosts of its own to the files of its edge. In: one YAML file. Out: haproxy.cfg, keepalived.conf
 * and packet filter of each host, checked by the programs that will read them, and how they differ from what lies there. Owns the
 * invariant that all of them follow from the same description.
 */
@NullMarked
package io.signalbox.site.network;

import org.jspecify.annotations.NullMarked;
