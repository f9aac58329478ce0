package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "switchover",
        description = "Moves the primary to another server, planned: nothing lost, no refused connection.")
final class SwitchoverCommand extends Mutation {
    @Mixin
    ClusterChoice cluster = new ClusterChoice();

    @Option(
            names = "--to",
            paramLabel = "SERVER",
            defaultValue = "",
            description = "The next primary (default: the best).")
    String to = "";

    @Option(names = "--dry-run", description = "Only say whether it could be done, and every reason against.")
    boolean dryRun;

    @Option(names = "--deadline", paramLabel = "DURATION", description = "Past it, it is rolled back.")
    @Nullable
    Duration deadline;

    SwitchoverCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        ObjectNode body = body();
        if (!to.isEmpty()) {
            body.put("to", to);
        }
        if (dryRun) {
            body.put("dryRun", true);
        }
        if (deadline != null) {
            body.put("deadlineMs", deadline.toMillis());
        }
        return api.post(Api.path("clusters", cluster.chosen(api), "switchover"), body);
    }
}
