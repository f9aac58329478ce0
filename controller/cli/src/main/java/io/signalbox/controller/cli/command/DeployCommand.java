package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "deploy",
        description = {
            "Deploys a version on every web server of a backend, some at a time: drain, the local hook, health and version, ready.",
            "Stops at the first failure, and takes back what it has changed. `deployments` shows what the hooks wrote."
        })
final class DeployCommand extends Mutation {
    @ArgGroup(multiplicity = "1")
    What what = new What();

    @Option(names = "--backend", description = "Needed where there are several.", defaultValue = "")
    String backend = "";

    @Option(names = "--percent", description = "Of the servers are out at a time; one at least, never all.")
    @Nullable
    Integer percent;

    @Option(names = "--deadline", paramLabel = "DURATION", description = "Of each drain (default: 30s).")
    @Nullable
    Duration deadline;

    @Option(
            names = "--healthy-within",
            paramLabel = "DURATION",
            description = "Until a server must answer well, as the version (default: 30s).")
    @Nullable
    Duration healthy;

    @Option(names = "--dry-run", description = "Only say what speaks against it.")
    boolean dryRun;

    /** One of both. */
    static final class What {
        @Option(names = "--version", required = true, description = "To be deployed.")
        @Nullable
        String version;

        @Option(
                names = "--cancel",
                required = true,
                paramLabel = "ID",
                description = "Of a deployment that runs: everything that it has changed goes back.")
        @Nullable
        String cancel;
    }

    DeployCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Reply ask(Api api) throws Failed {
        if (what.cancel != null) {
            return api.post(Api.path("deployments", what.cancel, "cancel"), body());
        }
        ObjectNode wish = body().put("version", what.version);
        if (percent != null) {
            wish.put("percent", percent);
        }
        if (deadline != null) {
            wish.put("deadlineMs", deadline.toMillis());
        }
        if (healthy != null) {
            wish.put("healthyMs", healthy.toMillis());
        }
        if (dryRun) {
            wish.put("dryRun", true);
        }
        return api.post(Api.path("backends", backend.isEmpty() ? only(api) : backend, "deploy"), wish);
    }

    private static String only(Api api) throws Failed {
        List<String> names = new ArrayList<>();
        for (JsonNode item : api.get(Api.path("backends")).json().path("items")) {
            names.add(item.path("name").asText());
        }
        if (names.size() == 1) {
            return names.getFirst();
        }
        throw new Failed(
                names.isEmpty()
                        ? "There is no backend of web servers."
                        : "There are several backends; say which by --backend: " + String.join(", ", names));
    }
}
