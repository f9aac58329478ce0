package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Following;
import io.signalbox.controller.cli.api.Reply;
import io.signalbox.controller.cli.print.OperationPage;
import java.time.Duration;
import picocli.CommandLine.Option;

/** A command that changes something: follows the operation that it started to its end. */
abstract class Mutation extends ApiCommand {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Option(names = "--no-wait", description = "Return as soon as the controller has accepted it.")
    boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "How long to wait for the end (default: ${DEFAULT-VALUE}). The operation goes on.")
    Duration timeout = Duration.ofMinutes(2);

    Mutation(Surroundings surroundings) {
        super(surroundings);
    }

    /** Asks for it. */
    abstract Reply ask(Api api) throws Failed;

    @Override
    final int run(Api api) throws Failed {
        Reply reply = ask(api);
        Reply end = noWait ? reply : end(api, reply);
        boolean well = succeeded(end);
        show(end, OperationPage::ofOutcome);
        if (!well && output == Output.JSON) {
            tell(OperationPage.of(end.json(), io.signalbox.controller.cli.print.Paint.BARE)
                    .strip());
        }
        return well ? Exit.DONE : Exit.FAILED;
    }

    static ObjectNode body() {
        return MAPPER.createObjectNode();
    }

    private Reply end(Api api, Reply reply) throws Failed {
        return reply.operation().isEmpty()
                ? reply
                : new Following(api, timeout, this::tell).toTheEndOf(reply.operation());
    }

    private static boolean succeeded(Reply end) {
        return switch (end.json().path("state").asText()) {
            case "refused", "failed", "rolled_back" -> false;
            default -> true;
        };
    }
}
