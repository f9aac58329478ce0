package io.signalbox.site.render;

import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/**
 * What can be deployed on a web server of the demonstration, and the hook that does it: three releases, of which the last is broken. Which
 * one is deployed is a link beside them, as operators have it.
 */
record Releases(SiteLayout layout, String host) {
    static final String FIRST = "v1";
    /** Starts, and answers that it is not well. */
    static final String BROKEN = "bad";

    private static final List<String> VERSIONS = List.of(FIRST, "v2", "v3", BROKEN);
    private static final String HOOK = "deploy.sh";

    void create() throws IOException {
        for (String version : VERSIONS) {
            Path release = Files.createDirectories(layout.releases(host).resolve(version));
            Files.writeString(
                    release.resolve(layout.releaseFile(host).getFileName()),
                    "version=" + version + "\nhealthy=" + !version.equals(BROKEN) + "\n");
        }
        if (!Files.isSymbolicLink(layout.release(host))) {
            Path releases = Objects.requireNonNull(layout.releases(host).getFileName());
            Files.createSymbolicLink(layout.release(host), releases.resolve(FIRST));
        }
        Path hook = layout.deployHook(host);
        Files.deleteIfExists(hook);
        Files.writeString(hook, hook());
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The names of hosts and processes are letters and digits: what stands in the script needs no quotes. */
    private String hook() throws IOException {
        try (var in = Objects.requireNonNull(Releases.class.getResourceAsStream(HOOK), HOOK)) {
            String pid = layout.pids()
                    .resolve(Names.process(host, Names.WEB).replace('/', '-'))
                    .getFileName()
                    .toString();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("PIDFILE", pid);
        }
    }
}
