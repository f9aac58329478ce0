package io.signalbox.controller.cli;

import io.signalbox.controller.cli.command.Commands;
import io.signalbox.controller.cli.command.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Runs the command line as a process would, and keeps what it wrote. */
final class Shell {
    static final String TOKEN = "the-token-that-nobody-may-see";

    /** What a command left behind. */
    record Ran(int exit, String out, String err) {}

    private final Path dir;
    private final Map<String, String> environment;
    private final boolean terminal;

    private Shell(Path dir, Map<String, String> environment, boolean terminal) {
        this.dir = dir;
        this.environment = environment;
        this.terminal = terminal;
    }

    /** With a site directory whose controller is this one. */
    static Shell at(Path dir, FakeController controller) throws IOException {
        return at(dir, controller.api());
    }

    static Shell at(Path dir, String api) throws IOException {
        Files.createDirectories(dir.resolve("secrets"));
        Files.writeString(dir.resolve("secrets/admin.token"), TOKEN + "\n");
        Files.writeString(
                dir.resolve("site.json"), "{\"api\": \"" + api + "\", \"tokenFile\": \"secrets/admin.token\"}");
        return new Shell(dir, Map.of(), false);
    }

    Shell onATerminal(Map<String, String> withEnvironment) {
        return new Shell(dir, withEnvironment, true);
    }

    Shell withEnvironment(Map<String, String> other) {
        return new Shell(dir.resolve("nowhere"), other, terminal);
    }

    Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Commands.in(new Surroundings(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        name -> Optional.ofNullable(environment.get(name)),
                        Optional.of(dir.toString()),
                        terminal))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }
}
