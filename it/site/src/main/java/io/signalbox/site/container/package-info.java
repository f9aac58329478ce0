/**
 * A site in containers. Comes in: the settings of {@code docker-compose.yml} from the environment. Goes out: for each container the
 * files, secrets and data directory that it needs, in its own volume, rendered by the same classes as those of a site on one machine. It owns
 * the invariant that a container gets no secret but those in its row of {@link io.signalbox.site.container.Share}.
 */
@NullMarked
package io.signalbox.site.container;

import org.jspecify.annotations.NullMarked;
