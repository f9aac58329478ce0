package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "failover",
        description = {
            "Takes the primary away from its server by force, with a reason.",
            "Where none was ever recorded, as the servers held something before: names the first one, by --to."
        })
final class FailoverCommand extends Mutation {
    @Mixin
    ClusterChoice cluster = new ClusterChoice();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; it stands in the receipt.")
    String reason = "";

    @Option(
            names = "--to",
            paramLabel = "SERVER",
            defaultValue = "",
            description = "The next primary (default: the best).")
    String to = "";

    @Option(
            names = "--allow-data-loss",
            description =
                    "Go on although acknowledged transactions may be lost. The receipt says what cannot be vouched for.")
    boolean allowDataLoss;

    @Option(names = "--dry-run", description = "Only say whether it could be done, and every reason against.")
    boolean dryRun;

    FailoverCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        ObjectNode body = body().put("reason", reason);
        if (!to.isEmpty()) {
            body.put("to", to);
        }
        if (allowDataLoss) {
            body.put("allowDataLoss", true);
        }
        if (dryRun) {
            body.put("dryRun", true);
        }
        return api.post(Api.path("clusters", cluster.chosen(api), "failover"), body);
    }
}
