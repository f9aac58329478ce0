package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an operator wants of one web server. */
abstract class WebCommand extends Mutation {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

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

    final void untilNoSessions(Api api) throws Failed {
        WebServer server = WebServer.named(name, api);
        long end = System.nanoTime() + timeout.toNanos();
        int left = server.sessions(api);
        while (left > 0) {
            if (System.nanoTime() > end) {
                throw new Failed(server.server() + " still has " + left + " sessions after " + timeout.toMillis()
                        + " ms; it gets no new ones.");
            }
            pause();
            left = server.sessions(api);
        }
        tell(server.server() + " has no sessions left");
    }

    private static void pause() throws Failed {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted; the server keeps the state that was asked for.");
        }
    }

    /** Takes a server out of service: drain and maintenance. */
    abstract static class TakeOut extends WebCommand {
        @Option(names = "--force", description = "Also when no ready server would be left.")
        boolean force;

        @Option(names = "--wait", description = "Also wait until it has no sessions left, or for --timeout.")
        boolean wait;

        TakeOut(Surroundings surroundings) {
            super(surroundings);
        }

        final ObjectNode takeOut() {
            ObjectNode body = wish();
            return force ? body.put("force", true) : body;
        }

        @Override
        final void afterwards(Api api) throws Failed {
            if (wait && !dryRun) {
                untilNoSessions(api);
            }
        }
    }

    @Command(name = "drain", description = "Gives a web server no new clients; those it has stay.")
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
