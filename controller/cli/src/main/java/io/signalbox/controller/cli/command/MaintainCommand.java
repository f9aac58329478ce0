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
        name = "maintain",
        description = "Takes a replica out of service: it acknowledges no more, and nothing is done to it by itself.")
final class MaintainCommand extends Mutation {
    @Mixin
    ClusterChoice cluster = new ClusterChoice();

    @Parameters(index = "0", paramLabel = "SERVER", description = "Such as db3.")
    String server = "";

    @Option(names = "--off", description = "Put it back into service.")
    boolean off;

    @Option(names = "--dry-run", description = "Only say whether it could be done, and every reason against.")
    boolean dryRun;

    MaintainCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        ObjectNode body = body().put("maintenance", !off);
        if (dryRun) {
            body.put("dryRun", true);
        }
        return api.put(Api.path("clusters", cluster.chosen(api), "servers", server, "maintenance"), body);
    }
}
