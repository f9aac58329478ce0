package io.signalbox.controller.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import io.signalbox.controller.cli.print.Paint;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that talks to the controller: finds it, runs, and turns a failure into exit code 1. */
abstract class ApiCommand implements Callable<Integer> {
    /** How answers are printed. */
    enum Output {
        TABLE,
        JSON
    }

    protected final Surroundings surroundings;

    @Mixin
    SiteOptions site = new SiteOptions();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "json: exactly the body of the REST answer (default: ${DEFAULT-VALUE}).")
    Output output = Output.TABLE;

    ApiCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The command itself. */
    abstract int run(Api api) throws Failed;

    @Override
    public final Integer call() {
        try (Api api = new Api(site.endpoint(surroundings))) {
            return run(api);
        } catch (Failed e) {
            return fail(e);
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    /** Prints the body, or its page for people. */
    final void show(Reply reply, BiFunction<JsonNode, Paint, String> page) {
        if (output == Output.JSON) {
            print(reply.body().strip() + "\n");
        } else {
            print(page.apply(reply.json(), surroundings.paint()));
        }
    }

    final void print(String text) {
        surroundings.out().print(text);
        surroundings.out().flush();
    }

    final void tell(String line) {
        surroundings.err().println(line);
        surroundings.err().flush();
    }

    private int fail(Failed failed) {
        if (output == Output.JSON) {
            print(failed.json().strip() + "\n");
        }
        tell(failed.sentence());
        return Exit.FAILED;
    }
}
