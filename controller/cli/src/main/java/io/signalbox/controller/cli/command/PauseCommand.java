package io.signalbox.controller.cli.command;

import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "pause", description = "Switches automatic acts off. Writes, reads and operators' commands go on.")
final class PauseCommand extends Mutation {
    @Mixin
    ClusterChoice cluster = new ClusterChoice();

    PauseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        return api.post(Api.path("clusters", cluster.chosen(api), "pause"), body());
    }
}
