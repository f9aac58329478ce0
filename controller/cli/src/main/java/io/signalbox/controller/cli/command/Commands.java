package io.signalbox.controller.cli.command;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The whole command line. */
@Command(
        name = "signalbox",
        description = "Client of a Signalbox controller.",
        footerHeading =
                "%nOf a local site: up, down, logs, drill, replay, simulate, test, status --site (each with --help).%n",
        footer = {
            "",
            "Exit codes: 0 done; 1 refused or failed, with the reason on standard error; 2 wrong use.",
            "--output json puts exactly one JSON document on standard output: the body of the REST answer,",
            "also when it is a refusal (application/problem+json). NO_COLOR switches colours off."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Commands {
    /** Means the version of this program where a command does not mean another by it. */
    private static final String VERSION = "--version";

    private Commands() {}

    /** A command line that may be executed once or more, and never ends the JVM. */
    public static CommandLine in(Surroundings surroundings) {
        CommandLine root = new CommandLine(new Commands());
        add(root, new StatusCommand(surroundings));
        add(root, new SwitchoverCommand(surroundings));
        add(root, new FailoverCommand(surroundings));
        add(root, new PauseCommand(surroundings));
        add(root, new ResumeCommand(surroundings));
        add(root, new MaintainCommand(surroundings));
        add(root, new HostCommand(surroundings));
        add(root, new RecloneCommand(surroundings));
        add(root, new AdoptCommand(surroundings));
        add(root, new HandOverCommand(surroundings));
        add(root, new Reads.Decision(surroundings));
        add(root, new Reads.Plans(surroundings));
        add(root, new Reads.Doctor(surroundings));
        add(root, new Reads.Failovers(surroundings));
        add(root, new Reads.Operations(surroundings));
        add(root, new EventsCommand(surroundings));
        add(root, new Reads.Proxies(surroundings));
        add(root, new Reads.Backends(surroundings));
        add(root, new FrontCommands.Certificates(surroundings));
        add(root, new FrontCommands.Certificate(surroundings));
        add(root, new FrontCommands.Limits(surroundings));
        add(root, new DeployCommand(surroundings));
        add(root, new Reads.Deployments(surroundings));
        add(root, new WebCommand.Drain(surroundings));
        add(root, new WebCommand.Ready(surroundings));
        add(root, new WebCommand.Maintenance(surroundings));
        add(root, new WebCommand.Weight(surroundings));
        return root.registerConverter(Duration.class, new Spans())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExecutionExceptionHandler((e, command, parsed) -> wrongUse(e, command, parsed));
    }

    private static void add(CommandLine root, ApiCommand command) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        if (spec.findOption(VERSION) == null) {
            spec.mixinStandardHelpOptions(true);
        } else {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help message and exit.")
                    .build());
        }
        root.addSubcommand(line);
    }

    private static int wrongUse(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (e instanceof WrongUse) {
            return command.getParameterExceptionHandler()
                    .handleParseException(
                            new ParameterException(command, String.valueOf(e.getMessage())),
                            parsed.originalArgs().toArray(String[]::new));
        }
        throw e;
    }
}
