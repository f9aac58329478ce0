package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.print.FrontPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the proxies show to clients and bear from them. */
final class FrontCommands {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PATH = Api.path("fronts");

    private FrontCommands() {}

    @Command(
            name = "certificates",
            description = "The certificates that each HAProxy shows, when they expire, and the limits of a client.")
    static final class Certificates extends ApiCommand {
        Certificates(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            show(api.get(PATH), FrontPage::of);
            return Exit.DONE;
        }
    }

    @Command(
            name = "certificate",
            description = {
                "Shows another certificate on every HAProxy from now on, without a reload; a restart keeps it.",
                "FILE is PEM: the chain, the server's own first, and its private key without a password."
            })
    static final class Certificate extends ApiCommand {
        @Parameters(index = "0", paramLabel = "FILE")
        Path file = Path.of("");

        @Option(names = "--name", defaultValue = "site", description = "Which one (default: ${DEFAULT-VALUE}).")
        String name = "site";

        @Option(names = "--dry-run", description = "Only say whether it would be taken.")
        boolean dryRun;

        Certificate(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            show(
                    api.put(
                            Api.path("certificates", name),
                            MAPPER.createObjectNode().put("pem", pem()).put("dryRun", dryRun)),
                    FrontPage::of);
            return Exit.DONE;
        }

        private String pem() throws Failed {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new Failed(file + " cannot be read: " + e.getMessage());
            }
        }
    }

    @Command(
            name = "limits",
            description = "What one client address may do at the web frontend of every HAProxy, from now on.")
    static final class Limits extends ApiCommand {
        @Option(names = "--requests", required = true, description = "In ten seconds; above it status 429.")
        int requests;

        @Option(names = "--connections", required = true, description = "At the same time; above it closed.")
        int connections;

        Limits(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(Api api) throws Failed {
            show(
                    api.put(
                            Api.path("limits"),
                            MAPPER.createObjectNode().put("requests", requests).put("connections", connections)),
                    FrontPage::of);
            return Exit.DONE;
        }
    }
}
