package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "host",
        description =
                "Takes a whole host out of service, or puts it back (--off): its web servers are drained, the primary"
                        + " moves away, its replica is not read from and acknowledges no more.")
final class HostCommand extends Mutation {
    @Parameters(index = "0", paramLabel = "HOST", description = "Such as db1.")
    String host = "";

    @Option(names = "--off", description = "Put it back into service.")
    boolean off;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            description = "Of each drain; then sessions are cut (default: 30s).")
    @Nullable
    Duration deadline;

    @Option(names = "--dry-run", description = "Only name the steps, and every reason against.")
    boolean dryRun;

    HostCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        ObjectNode body = body();
        if (dryRun) {
            body.put("dryRun", true);
        }
        if (deadline != null && !off) {
            body.put("deadlineMs", deadline.toMillis());
        }
        return api.post(Api.path("servers", host, off ? "ready" : "maintenance"), body);
    }
}
