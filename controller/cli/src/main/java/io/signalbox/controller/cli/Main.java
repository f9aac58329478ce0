package io.signalbox.controller.cli;

import io.signalbox.controller.cli.command.Commands;
import io.signalbox.controller.cli.command.Exit;
import io.signalbox.controller.cli.command.Surroundings;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;

/** {@code ./signalbox status}, {@code switchover}, {@code drain} and all the others that the controller serves. */
public final class Main {
    /** The launcher's word for "the site in the repository". */
    private static final String DEFAULT_DIR = "signalbox.dir.default";

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commands = Commands.in(surroundings());
        if (arguments.length == 0) {
            commands.usage(commands.getErr());
            System.exit(Exit.WRONG_USE);
        }
        System.exit(commands.execute(arguments));
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                name -> Optional.ofNullable(System.getenv(name)),
                Optional.ofNullable(System.getProperty(DEFAULT_DIR)),
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }
}
