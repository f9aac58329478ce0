package io.signalbox.lab.fault;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.Site;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A server's agent has a wrong password for its eyes, and was restarted with it. The site's own password is not touched: the agent's file
 * names another one meanwhile, and lies beside it as it was.
 */
public record RefuseAgent(Site site, String server) implements Fault {

    /** Gives back what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        int healed = 0;
        for (String server :
                site.describe().servers().stream().map(one -> one.name()).toList()) {
            RefuseAgent fault = new RefuseAgent(site, server);
            if (fault.aside().isLeft()) {
                fault.heal();
                healed++;
            }
        }
        return healed;
    }

    private SiteLayout layout() {
        return site.layout();
    }

    private Path file() {
        return layout().agentConfiguration(server);
    }

    private Path wrong() {
        return file().resolveSibling("wrong.password");
    }

    private Aside aside() {
        return new Aside(file());
    }

    @Override
    public void inject() {
        try {
            aside().copy();
            Files.copy(layout().password(AccountNames.MONITOR), wrong(), StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(wrong(), "not the password");
            String right = layout().password(AccountNames.MONITOR).toString();
            Files.writeString(file(), Files.readString(file()).replace(right, wrong().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("The agent's file of " + server + " could not be changed", e);
        }
        restart();
    }

    @Override
    public void heal() {
        try {
            if (aside().giveBack()) {
                Files.deleteIfExists(wrong());
                restart();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The agent's file of " + server + " could not be given back", e);
        }
    }

    private void restart() {
        HoldDown agent = new HoldDown(site, List.of(server + "/agent"));
        agent.inject();
        agent.heal();
    }

    @Override
    public String sentence() {
        return "the agent of " + server + " has a wrong password";
    }
}
