package io.signalbox.site.start;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.grants.AccountScript;
import io.signalbox.mysql.seed.Seed;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.SitePlan;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * Fills data directories. An empty one takes mysqld some seconds, so it is made once for each mysqld and kept in the cache; the accounts
 * have each site's own passwords, and are made once for each site. A data directory appears whole or not at all.
 */
public final class Seeds {
    private static final Duration INITIALIZE_BOUND = Duration.ofMinutes(2);
    private static final Duration ACCOUNTS_BOUND = Duration.ofMinutes(1);
    private static final Duration COPY_BOUND = Duration.ofMinutes(2);

    private final SitePlan plan;
    private final Secrets secrets;
    private final Path cache;
    private final Narrator narrator;

    public Seeds(SitePlan plan, Secrets secrets, Path cache, Narrator narrator) {
        this.plan = plan;
        this.secrets = secrets;
        this.cache = cache.resolve("seed");
        this.narrator = narrator;
    }

    /** Every database server has a data directory after this. */
    public void plant() throws IOException, InterruptedException {
        List<String> bare = plan.databases().stream()
                .filter(server -> !Files.isDirectory(layout().dataDir(server)))
                .toList();
        if (bare.isEmpty()) {
            return;
        }
        narrator.say("Making data directories for " + String.join(", ", bare) + ".");
        Path work = layout().dir().resolve("seed");
        Disk.delete(work);
        Secrets.directory(work);
        Path seed = work.resolve("data");
        Disk.copy(empty(), seed, COPY_BOUND);
        createAccounts(seed, work);
        for (String server : bare) {
            Path fresh = layout().mysql(server).resolve("data.new");
            Disk.delete(fresh);
            Disk.copy(seed, fresh, COPY_BOUND);
            Files.move(fresh, layout().dataDir(server), StandardCopyOption.ATOMIC_MOVE);
        }
        Disk.delete(work);
    }

    /** An initialized data directory without accounts, made at the first need. */
    private Path empty() throws IOException, InterruptedException {
        Path mysqld = plan.mysql().mysqld().toRealPath();
        Path done = cache.resolve(Long.toHexString(Files.size(mysqld)) + "-"
                + Long.toHexString(Files.getLastModifiedTime(mysqld).toMillis()));
        if (Files.isDirectory(done)) {
            return done;
        }
        narrator.say("Initializing MySQL, once on this machine.");
        Files.createDirectories(cache);
        Path work = Files.createTempDirectory(cache, "making");
        try {
            Path data = work.resolve("data");
            Seed recipe = seed(data, work);
            new Command(recipe.initialize(), work.resolve("seed.log"), INITIALIZE_BOUND).run();
            Files.deleteIfExists(recipe.uuidFile());
            Files.move(data, done, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherSiteWasFaster) {
            return done;
        } finally {
            Disk.delete(work);
        }
        return done;
    }

    private void createAccounts(Path data, Path work) throws IOException, InterruptedException {
        Seed recipe = seed(data, work);
        Secrets.writePrivately(recipe.script(), accounts().render());
        try {
            new Command(recipe.createAccounts(), layout().logs().resolve("seed.log"), ACCOUNTS_BOUND).run();
        } finally {
            Files.deleteIfExists(recipe.script());
        }
        Files.deleteIfExists(recipe.uuidFile());
    }

    private AccountScript accounts() throws IOException {
        return new AccountScript(
                secrets.read(layout().password(AccountNames.MONITOR)),
                secrets.read(layout().password(AccountNames.OPERATOR)),
                secrets.read(layout().password(AccountNames.DOOR)),
                secrets.read(layout().password(AccountNames.CLONE)),
                secrets.read(layout().clientPassword()),
                secrets.replication());
    }

    private Seed seed(Path data, Path work) {
        return new Seed(plan.mysql(), data, work.resolve("accounts.sql"), work, plan.osUser());
    }

    private SiteLayout layout() {
        return plan.layout();
    }
}
