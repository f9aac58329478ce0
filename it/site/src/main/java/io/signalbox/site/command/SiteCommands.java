package io.signalbox.site.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands on a site of this machine. */
@Command(
        name = "signalbox",
        description = "A Signalbox site on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit codes: 0 done, 1 refused or failed (with the reason), 2 wrong use."})
public final class SiteCommands {
    private SiteCommands() {}

    /** The command line. */
    public static CommandLine commandLine() {
        return new CommandLine(new SiteCommands())
                .addSubcommand(new UpCommand())
                .addSubcommand(new DownCommand())
                .addSubcommand(new SiteStatusCommand())
                .addSubcommand(new LogsCommand())
                .addSubcommand(new RenderCommand())
                .addSubcommand(new DiscoverCommand())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
