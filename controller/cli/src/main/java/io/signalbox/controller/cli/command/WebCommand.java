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

/** What an operator wants of one web server. */
abstract class WebCommand extends Mutation {
    @Parameters(index = "0", paramLabel = "[BACKEND/]SERVER", description = "Such as web1 or web/web1.")
    String name = "";

    @Option(names = "--dry-run", description = "Only say whether it could be done, and every reason against.")
    boolean dryRun;

    WebCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** Sends it to this server. */
    abstract Reply ask(Api api, WebServer server) throws Failed;

    @Override
    final Reply ask(Api api) throws Failed {
        return ask(api, WebServer.named(name, api));
    }

    final ObjectNode wish() {
        ObjectNode body = body();
        return dryRun ? body.put("dryRun", true) : body;
    }

    /** Takes a server out of service: drain and maintenance. */
    abstract static class TakeOut extends WebCommand {
        @Option(names = "--force", description = "Also when no ready server would be left.")
        boolean force;

        @Option(
                names = "--deadline",
                paramLabel = "DURATION",
                description = "Then its sessions are cut (default: 30s). The command ends when none is left.")
        @Nullable
        Duration deadline;

        @Option(
                names = "--wait",
                hidden = true,
                description = "As without it: the command ends when no session is left.")
        boolean wait;

        TakeOut(Surroundings surroundings) {
            super(surroundings);
        }

        final ObjectNode takeOut() {
            ObjectNode body = wish();
            if (deadline != null) {
                body.put("deadlineMs", deadline.toMillis());
            }
            return force ? body.put("force", true) : body;
        }
    }

    @Command(name = "drain", description = "Gives a web server no new clients, and waits until those it has have gone.")
    static final class Drain extends TakeOut {
        Drain(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Reply ask(Api api, WebServer server) throws Failed {
            return api.post(server.path("drain"), takeOut());
        }
    }

    @Command(name = "maintenance", description = "Takes a web server out of service.")
    static final class Maintenance extends TakeOut {
        Maintenance(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Reply ask(Api api, WebServer server) throws Failed {
            return api.post(server.path("maintenance"), takeOut());
        }
    }

    @Command(name = "ready", description = "Puts a web server into service again.")
    static final class Ready extends WebCommand {
        Ready(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Reply ask(Api api, WebServer server) throws Failed {
            return api.post(server.path("ready"), wish());
        }
    }

    @Command(name = "weight", description = "Sets a web server's weight, 0 to 256.")
    static final class Weight extends WebCommand {
        @Parameters(index = "1", paramLabel = "WEIGHT")
        int weight;

        Weight(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        Reply ask(Api api, WebServer server) throws Failed {
            if (weight < 0 || weight > 256) {
                throw new WrongUse("weight " + weight + " is not within 0 to 256");
            }
            return api.patch(server.path(), wish().put("weight", weight));
        }
    }
}
