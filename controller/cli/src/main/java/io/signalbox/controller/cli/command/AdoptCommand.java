package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "adopt",
        description = "After the store was put back to an older state: goes on with what the agents were told last.")
final class AdoptCommand extends Mutation {
    @Mixin
    ClusterChoice cluster = new ClusterChoice();

    @Option(
            names = "--primary",
            paramLabel = "SERVER",
            defaultValue = "",
            description = "Instead of the one that the newest copy names.")
    String primary = "";

    @Option(
            names = "--allow-data-loss",
            description = "Even if another server holds transactions that the primary lacks.")
    boolean allowDataLoss;

    @Option(names = "--dry-run", description = "Only say what would be written.")
    boolean dryRun;

    AdoptCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        ObjectNode body = body();
        if (!primary.isEmpty()) {
            body.put("primary", primary);
        }
        if (allowDataLoss) {
            body.put("allowDataLoss", true);
        }
        if (dryRun) {
            body.put("dryRun", true);
        }
        return api.post(Api.path("clusters", cluster.chosen(api), "adopt"), body);
    }
}
