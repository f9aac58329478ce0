package io.signalbox.site.layout;

import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which site of this machine has which addresses: one file per index, named after it, that holds the site's directory. A claim counts
 * as long as that directory still has a description with this index. Claiming is one exclusive file creation, so two {@code up} at
 * once never get the same.
 */
public final class SiteRegistry {
    private static final long GRACE_MILLIS = 60_000;

    private final Path claims;

    public SiteRegistry(Path cache) {
        this.claims = cache.resolve("sites");
    }

    /**
     * The index for a site: the one it already has, else the first that no other site has and that {@code usable} accepts.
     *
     * @param usable false where something else listens on these addresses
     */
    public int claim(Path site, IntPredicate usable) throws IOException {
        Files.createDirectories(claims);
        for (int index = 1; index <= SiteDescription.LAST_INDEX; index++) {
            if (claimedBy(site, index)) {
                return index;
            }
        }
        for (int index = 1; index <= SiteDescription.LAST_INDEX; index++) {
            if (usable.test(index) && take(site, index)) {
                return index;
            }
        }
        throw new SiteFailure("All addresses from 127.0.1.* to 127.0." + SiteDescription.LAST_INDEX + ".* are taken; "
                + claims + " names the sites that have them.");
    }

    private boolean claimedBy(Path site, int index) throws IOException {
        Path claim = claim(index);
        return Files.exists(claim) && Files.readString(claim).strip().equals(site.toString());
    }

    private boolean take(Path site, int index) throws IOException {
        Path claim = claim(index);
        if (Files.exists(claim) && !holds(claim, index)) {
            Files.deleteIfExists(claim);
        }
        try {
            Files.write(claim, List.of(site.toString()), StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException another) {
            return false;
        }
    }

    /** Does the site that claimed it still exist? A claim without a description may be half a second old: it counts for a while. */
    private static boolean holds(Path claim, int index) throws IOException {
        Path description = new SiteLayout(Path.of(Files.readString(claim).strip())).description();
        if (Files.exists(description)) {
            return says(description, index);
        }
        long age = System.currentTimeMillis() - Files.getLastModifiedTime(claim).toMillis();
        return age < GRACE_MILLIS;
    }

    /** A site of another version of Signalbox has its addresses too. */
    private static boolean says(Path description, int index) {
        try {
            return SiteDescription.read(description).index() == index;
        } catch (SiteFailure unreadable) {
            return true;
        }
    }

    private Path claim(int index) {
        return claims.resolve(Integer.toString(index));
    }
}
