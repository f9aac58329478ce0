/**
 * The configuration files of a site's processes. Comes in: a description, paths, programs. Goes out: {@code agent.yaml},
 * {@code controller.yaml}, {@code web.yaml}, {@code my.cnf}, {@code haproxy.cfg} and {@code site.json}. It owns the invariant that all of
 * them follow from the description alone, so they are written anew at every {@code up}; secrets are named by file, never by value.
 */
@NullMarked
package io.signalbox.site.render;

import org.jspecify.annotations.NullMarked;
