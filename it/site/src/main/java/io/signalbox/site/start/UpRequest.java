package io.signalbox.site.start;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What {@code up} is asked for.
 *
 * @param dir of the site
 * @param servers database servers; empty: as it is, or the default for a new site
 * @param proxies HAProxies; empty: as it is, or one for a new site
 * @param jars of the build
 * @param cache what sites of this machine share
 * @param mysql holds {@code usr/sbin/mysqld}
 * @param haproxy the program
 * @param launcher {@code ./signalbox}, for drills that the controller starts
 * @param controllers 1 or 3; empty: as it is, or one for a new site
 * @param etcd the program; needed by three controllers
 * @param keep leave what runs when the start fails, to look at it
 */
public record UpRequest(
        Path dir,
        OptionalInt servers,
        OptionalInt proxies,
        OptionalInt controllers,
        Path jars,
        Path cache,
        Path mysql,
        Path haproxy,
        Path etcd,
        Path launcher,
        boolean keep) {

    /** As many controllers as there are. */
    public UpRequest(
            Path dir,
            OptionalInt servers,
            OptionalInt proxies,
            Path jars,
            Path cache,
            Path mysql,
            Path haproxy,
            Path launcher,
            boolean keep) {
        this(
                dir,
                servers,
                proxies,
                OptionalInt.empty(),
                jars,
                cache,
                mysql,
                haproxy,
                cache.resolve("etcd/usr/bin/etcd"),
                launcher,
                keep);
    }
}
