package io.signalbox.site.container;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The containers' volumes, each mounted below one directory. A container mounts its own at the place where the site's directory is here, so
 * that every path in its files means the same.
 */
record Volumes(SiteLayout layout, Path mounted) {

    /** Makes each process's directory of the site a link into its container's volume: what is written to it lands there. */
    void link(List<Share> shares) throws IOException {
        for (Share share : shares) {
            for (Path directory : share.directories()) {
                link(layout.dir().resolve(directory), of(share).resolve(directory));
            }
        }
    }

    private static void link(Path here, Path there) throws IOException {
        Files.createDirectories(there);
        Files.createDirectories(here.getParent());
        if (!Files.isSymbolicLink(here)) {
            Files.createSymbolicLink(here, there);
        }
    }

    /** Gives each container its secrets, and {@code site.json}, which names no more than addresses and files. */
    void give(List<Share> shares) throws IOException {
        for (Share share : shares) {
            SiteLayout theirs = new SiteLayout(of(share));
            Secrets.directory(theirs.secrets());
            for (Path secret : share.secrets()) {
                Secrets.writePrivately(theirs.secret(secret.getFileName().toString()), Files.readString(secret));
            }
            Files.writeString(theirs.outline(), Files.readString(layout.outline()));
        }
    }

    private Path of(Share share) {
        Path volume = mounted.resolve(share.container());
        if (!Files.isDirectory(volume)) {
            throw new SiteFailure("There is no volume of " + share.container() + " in " + mounted + ".");
        }
        return volume;
    }
}
