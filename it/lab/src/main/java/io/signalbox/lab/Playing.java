package io.signalbox.lab;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.Controllers;
import io.signalbox.lab.drill.Drill;
import io.signalbox.lab.drill.DrillRun;
import io.signalbox.lab.drill.LinkCut;
import io.signalbox.lab.drill.Options;
import io.signalbox.lab.drill.Stage;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.DuplicateUuid;
import io.signalbox.lab.fault.EndingCertificate;
import io.signalbox.lab.fault.Faults;
import io.signalbox.lab.fault.ForgetServer;
import io.signalbox.lab.fault.LoseSocket;
import io.signalbox.lab.fault.RefuseAgent;
import io.signalbox.lab.fault.SmallDisk;
import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.report.ReportFile;
import io.signalbox.lab.report.ReportPage;
import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.site.Site;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.command.Environment;
import io.signalbox.site.layout.Names;
import java.nio.file.Path;
import java.util.TreeMap;

/** From a site's directory and a drill's name to a graded report in a file. */
public final class Playing {
    private Playing() {}

    /** Plays, writes {@code DIR/drills/ID.json} and returns the report. Everything that was injected is healed, whatever happens. */
    public static DrillReport play(Path dir, String id, Drill drill, Options options) throws Failed {
        Site site = Site.open(dir);
        if (!site.running()) {
            throw new SiteFailure(
                    "The site in " + dir + " is not running: `signalbox up --dir " + dir + "` starts it.");
        }
        try (DrillLog log = DrillLog.to(site.layout().drills().resolve(id + ".log"));
                Faults faults = new Faults(log);
                Cluster cluster = new Cluster(dir, Names.CLUSTER);
                Controllers controllers = new Controllers(site.describe())) {
            prepare(options, log);
            int left = SmallDisk.healLeftovers(site)
                    + LoseSocket.healLeftovers(site)
                    + RefuseAgent.healLeftovers(site)
                    + DuplicateUuid.healLeftovers(site)
                    + ForgetServer.healLeftovers(site)
                    + EndingCertificate.healLeftovers(site);
            if (left > 0) {
                log.accept("healed " + left + " fault(s) that an earlier drill left behind");
            }
            Path scratch = site.layout().drills().resolve(id + ".files");
            Doors doors = doors(site.describe(), options);
            Stage stage = new Stage(id, site, cluster, controllers, doors, faults, options, scratch, log);
            DrillReport report = new DrillRun(stage, drill).run();
            ReportFile.write(site.layout().drills().resolve(id + ".json"), report);
            ReportFile.text(site.layout().drills().resolve(id + ".html"), ReportPage.of(report));
            return report;
        }
    }

    private static void prepare(Options options, DrillLog log) {
        if (options.linkCut() == LinkCut.NONE) {
            return;
        }
        if (!CutLinks.possible()) {
            throw new SiteFailure(
                    "Cutting links needs iptables and root: apt-get install iptables, or --link-cut none.");
        }
        int healed = CutLinks.healLeftovers();
        if (healed > 0) {
            log.accept("healed " + healed + " cut link(s) that an earlier drill left behind");
        }
    }

    private static Doors doors(SiteOutline site, Options options) {
        Doors doors = doors(site);
        return options.load().kinds().contains(ClientKind.CLI) ? doors.withMysql(Environment.mysqlClient()) : doors;
    }

    /** Where the clients of a site knock. */
    public static Doors doors(SiteOutline site) {
        TreeMap<String, Address> servers = new TreeMap<>();
        site.servers().forEach(server -> servers.put(server.name(), Address.parse(server.mysql())));
        Account account = Account.inFile(site.clientUser(), Path.of(site.clientPasswordFile()));
        return new Doors(Address.parse(site.write()), Address.parse(site.read()), servers, account)
                .withFresh(Address.parse(site.fresh()));
    }
}
