package io.signalbox.site.command;

import io.signalbox.site.Site;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of addresses that {@code up} ends with, and what to try now. */
record AddressPage(Site site) {

    String text() {
        List<String> lines = new ArrayList<>();
        SiteOutline outline = site.describe();
        lines.add("");
        lines.add("Site in " + site.layout().dir());
        lines.add(row("web", outline.web(), "through HAProxy"));
        lines.add(row(
                "writes",
                outline.write(),
                "user " + outline.clientUser() + ", password in " + outline.clientPasswordFile()));
        lines.add(row("reads", outline.read(), "the same account; replicas that are fresh enough"));
        lines.add(row("fresh reads", outline.fresh(), "nothing that is older than a second"));
        lines.add(row("controller", outline.api(), "API and metrics; token in " + outline.tokenFile()));
        outline.controllers().stream()
                .skip(1)
                .forEach(other -> lines.add(row("", other.api(), "controller " + other.name() + ", the same token")));
        lines.add(row("HAProxy", statistics(outline), "its own statistics"));
        for (SiteOutline.Server server : outline.servers()) {
            lines.add(row(
                    server.name(),
                    server.mysql(),
                    "agent " + server.agent() + ", " + Names.web(server.name()) + " " + hostOf(server.mysql()) + ":"
                            + SiteAddresses.WEB));
        }
        lines.add("");
        lines.add("Now try");
        lines.add("  curl --cacert " + outline.webAuthority() + " " + outline.web());
        lines.add("  " + signalbox("status"));
        lines.add("  MYSQL_PWD=$(cat " + outline.clientPasswordFile() + ") " + mysqlClient() + " -h "
                + hostOf(outline.write()) + " -P " + SiteAddresses.WRITE + " -u " + outline.clientUser());
        lines.add("  " + signalbox("switchover"));
        if (SiteDescription.read(site.layout().description()).drillsAllowed()) {
            lines.add("  " + signalbox("drill kill-primary"));
        }
        lines.add("  " + signalbox("down"));
        return String.join("\n", lines) + "\n";
    }

    private static String row(String what, String where, String remark) {
        return "  %-11s %-28s %s".formatted(what, where, remark);
    }

    private static String statistics(SiteOutline outline) {
        return "http://" + hostOf(outline.write()) + ":" + SiteAddresses.STATS + "/";
    }

    private static String hostOf(String address) {
        return address.substring(0, address.indexOf(':'));
    }

    /** The one that was unpacked with the server, as a bare machine has no other. */
    private static String mysqlClient() {
        Path client = Environment.cache().resolve("mysql/usr/bin/mysql");
        return Files.isExecutable(client) ? client.toString() : "mysql";
    }

    private String signalbox(String command) {
        Path home = Environment.home();
        boolean ordinary = site.layout().dir().equals(home.resolve(".site"));
        String launcher = home.equals(Path.of("").toAbsolutePath())
                ? "./signalbox"
                : home.resolve("signalbox").toString();
        return launcher + " " + command
                + (ordinary ? "" : " --dir " + site.layout().dir());
    }
}
