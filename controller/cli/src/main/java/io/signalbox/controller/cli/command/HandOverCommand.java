package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import picocli.CommandLine.Command;

@Command(
        name = "handover",
        description = {
            "Of several controllers another one leads from now on, so that this one can be stopped and updated.",
            "Refused while a plan is open."
        })
final class HandOverCommand extends ApiCommand {
    private static final JsonMapper MAPPER = new JsonMapper();

    HandOverCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Api api) throws Failed {
        show(
                api.post(Api.path("controller", "handover"), MAPPER.createObjectNode()),
                (body, paint) -> body.path("leader").path("name").asText() + " leads now ("
                        + body.path("leader").path("api").asText() + ")\n");
        return Exit.DONE;
    }
}
