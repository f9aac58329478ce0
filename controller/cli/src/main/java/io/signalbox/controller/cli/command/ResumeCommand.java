package io.signalbox.controller.cli.command;

import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume", description = "Switches automatic acts on again.")
final class ResumeCommand extends Mutation {
    @Mixin
    ClusterChoice cluster = new ClusterChoice();

    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        return api.post(Api.path("clusters", cluster.chosen(api), "resume"), body());
    }
}
