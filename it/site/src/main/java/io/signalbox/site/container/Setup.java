package io.signalbox.site.container;

import io.signalbox.mysql.conf.MysqlHome;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.SiteFiles;
import io.signalbox.site.render.SitePlan;
import io.signalbox.site.start.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code up} does before it starts anything, for containers: secrets, files and data directories, each made once. */
record Setup(ContainerSettings settings, Path dir, Path volumes) {
    private static final MysqlHome MYSQL = new MysqlHome(Path.of("/opt/mysql"));
    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    /** Controllers in containers start no drills. */
    private static final Path NO_LAUNCHER = Path.of("/bin/false");

    private static final int WEB_SERVERS = 2;

    void run() throws IOException, InterruptedException {
        SiteLayout layout = new SiteLayout(dir);
        SitePlan plan = plan(layout);
        List<Share> shares = Share.of(layout, plan.databases(), plan.webHosts());
        Volumes shared = new Volumes(layout, volumes);
        shared.link(shares);
        Secrets secrets = new Secrets(layout);
        secrets.create();
        secrets.create(Share.grafanaPassword(layout));
        new SiteFiles(plan).write();
        seed(plan, secrets);
        shared.give(shares);
        say("The volumes of " + shares.size() + " containers are ready.");
    }

    private SitePlan plan(SiteLayout layout) throws IOException {
        SiteDescription description = description(layout);
        return new SitePlan(
                description,
                layout,
                settings.addresses(),
                description.databases().subList(0, WEB_SERVERS),
                MYSQL,
                HAPROXY,
                NO_LAUNCHER,
                System.getProperty("user.name"));
    }

    private SiteDescription description(SiteLayout layout) throws IOException {
        SiteDescription wanted = settings.description();
        if (!Files.exists(layout.description())) {
            wanted.write(layout.description());
        }
        SiteDescription known = SiteDescription.read(layout.description());
        if (!known.equals(wanted)) {
            throw new SiteFailure("These volumes hold the site '" + known.site() + "' with " + known.servers()
                    + " databases; .env asks for '" + wanted.site() + "' with " + wanted.servers()
                    + ". Ask for what is there, or give up its data with `docker-compose down -v`.");
        }
        return known;
    }

    private void seed(SitePlan plan, Secrets secrets) throws IOException, InterruptedException {
        Path passing = Files.createTempDirectory("signalbox-seed");
        new Seeds(plan, secrets, passing, Setup::say).plant();
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
