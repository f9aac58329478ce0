package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reclone",
        description = "Replaces all data of a server by a copy of another's. Take it out of service first (maintain).")
final class RecloneCommand extends Mutation {
    @Mixin
    ClusterChoice cluster = new ClusterChoice();

    @Parameters(index = "0", paramLabel = "SERVER", description = "Such as db3; neither the primary nor an acker.")
    String server = "";

    @Option(names = "--dry-run", description = "Only say whether it could be done, and every reason against.")
    boolean dryRun;

    RecloneCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        ObjectNode body = body();
        if (dryRun) {
            body.put("dryRun", true);
        }
        return api.post(Api.path("clusters", cluster.chosen(api), "servers", server, "reclone"), body);
    }
}
