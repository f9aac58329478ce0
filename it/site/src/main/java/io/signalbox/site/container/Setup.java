package io.signalbox.site.container;

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
    void run() throws IOException, InterruptedException {
        SiteLayout layout = new SiteLayout(dir);
        keepToWhatIsThere(layout);
        SitePlan plan = settings.plan(layout);
        List<Share> shares = Share.of(plan);
        Volumes shared = new Volumes(layout, volumes);
        shared.link(shares);
        Secrets secrets = new Secrets(layout);
        secrets.create();
        secrets.create(Share.grafanaPassword(layout));
        new SiteFiles(plan).write();
        if (settings.several()) {
            new SpareFiles(plan, settings.addresses()).write(secrets);
        }
        seed(plan, secrets);
        shared.give(shares);
        say("The volumes of " + shares.size() + " containers are ready.");
    }

    /** How many there are of everything is decided at the first start. */
    private void keepToWhatIsThere(SiteLayout layout) throws IOException {
        SiteDescription wanted = settings.description();
        if (!Files.exists(layout.description())) {
            wanted.write(layout.description());
        }
        SiteDescription known = SiteDescription.read(layout.description());
        if (!known.equals(wanted)) {
            throw new SiteFailure("These volumes hold " + sentence(known) + "; .env asks for " + sentence(wanted)
                    + ". Ask for what is there, or give up its data with `docker-compose down -v`.");
        }
    }

    private static String sentence(SiteDescription site) {
        return "the site '" + site.site() + "' with " + site.servers() + " databases, " + site.proxies()
                + " load balancers and " + site.controllers() + " controllers";
    }

    private void seed(SitePlan plan, Secrets secrets) throws IOException, InterruptedException {
        Path passing = Files.createTempDirectory("signalbox-seed");
        new Seeds(plan, secrets, passing, Setup::say).plant();
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
