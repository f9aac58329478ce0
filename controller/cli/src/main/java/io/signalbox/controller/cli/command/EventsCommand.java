package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.print.EventLine;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        description = "Follows what happens, until Ctrl-C. With --output json one event (a JSON object) on each line.")
final class EventsCommand extends ApiCommand {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String DATA = "data:";

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many (default: never).")
    long count;

    EventsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Api api) throws Failed {
        try (Stream<String> lines = api.lines(Api.path("events"))) {
            Stream<String> events = lines.filter(line -> line.startsWith(DATA))
                    .map(line -> line.substring(DATA.length()).strip());
            (count > 0 ? events.limit(count) : events).takeWhile(this::printed).forEach(event -> {});
        } catch (UncheckedIOException e) {
            throw new Failed(
                    "The event stream ended: " + e.getMessage() + ". It can be followed again with the same command.");
        }
        return Exit.DONE;
    }

    /** False once nobody reads any more, as behind {@code | head -1}. */
    private boolean printed(String event) {
        print((output == Output.JSON ? event : EventLine.of(parse(event), surroundings.paint())) + "\n");
        return !surroundings.out().checkError();
    }

    private static JsonNode parse(String event) {
        try {
            return MAPPER.readTree(event);
        } catch (JsonProcessingException e) {
            return MAPPER.createObjectNode().put("sentence", event);
        }
    }
}
