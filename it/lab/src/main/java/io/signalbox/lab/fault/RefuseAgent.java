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
import java.util.Optional;

/**
 * A server's agent has a wrong password for its eyes, and was restarted with it. The site's own password is not touched: the agent's file
 * names another one meanwhile, and lies beside it as it was.
 */
public record RefuseAgent(Site site, String server) implements Fault {
    private static final String BEFORE = "agent.yaml.before-";

    /** Gives back what drills that were killed left; returns how many that were. */
    public static int healLeftovers(Site site) {
        int healed = 0;
        for (String server :
                site.describe().servers().stream().map(one -> one.name()).toList()) {
            RefuseAgent fault = new RefuseAgent(site, server);
            if (fault.kept().filter(RefuseAgent::ownerIsGone).isPresent()) {
                fault.heal();
                healed++;
            }
        }
        return healed;
    }

    private static boolean ownerIsGone(Path kept) {
        String name = String.valueOf(kept.getFileName());
        return ProcessHandle.of(Long.parseLong(name.substring(BEFORE.length()))).isEmpty();
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

    /** The file as it was; empty when all is well. */
    private Optional<Path> kept() {
        try (var files = Files.list(file().getParent())) {
            return files.filter(path -> String.valueOf(path.getFileName()).startsWith(BEFORE))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject() {
        try {
            Path before = file().resolveSibling(BEFORE + ProcessHandle.current().pid());
            Files.copy(file(), before, StandardCopyOption.COPY_ATTRIBUTES);
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
        Optional<Path> before = kept();
        if (before.isEmpty()) {
            return;
        }
        try {
            Files.move(before.get(), file(), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(wrong());
        } catch (IOException e) {
            throw new UncheckedIOException("The agent's file of " + server + " could not be given back", e);
        }
        restart();
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
