package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A replica has the uuid of another server, as after a copy of its whole data directory. Its mysqld and agent are restarted for it. */
public record DuplicateUuid(Site site, String server, String other) implements Fault {
    private static final String FILE = "auto.cnf";
    private static final String BEFORE = "auto.cnf.before-drill";

    /** Gives back what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        List<DuplicateUuid> left = new ArrayList<>();
        site.describe().servers().forEach(one -> left.add(new DuplicateUuid(site, one.name(), "another")));
        left.removeIf(fault -> !Files.exists(fault.before()));
        left.forEach(DuplicateUuid::heal);
        return left.size();
    }

    private Path file(String of) {
        return site.layout().dataDir(of).resolve(FILE);
    }

    private Path before() {
        return file(server).resolveSibling(BEFORE);
    }

    @Override
    public void inject() {
        new HostDown(site, server).during(() -> {
            Files.copy(file(server), before(), StandardCopyOption.COPY_ATTRIBUTES);
            Files.copy(file(other), file(server), StandardCopyOption.REPLACE_EXISTING);
        });
    }

    @Override
    public void heal() {
        if (Files.exists(before())) {
            new HostDown(site, server)
                    .during(() -> Files.move(before(), file(server), StandardCopyOption.REPLACE_EXISTING));
        }
    }

    @Override
    public String sentence() {
        return server + " has the server_uuid of " + other;
    }
}
