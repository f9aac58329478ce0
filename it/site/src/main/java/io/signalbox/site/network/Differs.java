package io.signalbox.site.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How files differ, as diff(1) says it, and what their own programs say of them. */
public final class Differs {
    private static final int LAST_OF_A_FAILURE = 20;

    private Differs() {}

    /**
     * What a program says of a file.
     *
     * @param text the end of it
     */
    public record Said(boolean good, String text) {}

    /** Runs a program that judges a file, and ends by itself. */
    public static Said said(List<String> command) throws IOException, InterruptedException {
        Program.Ended ended = Program.run(command);
        return new Said(ended.code() == 0, ended.lastLines(LAST_OF_A_FAILURE));
    }

    /**
     * Empty if they do not.
     *
     * @param found may be missing
     * @param name of what is wanted
     */
    public static String between(Path found, Path wanted, String name) throws IOException, InterruptedException {
        return Program.run(List.of(
                        "diff",
                        "--unified",
                        "--new-file",
                        "--label",
                        found.toString(),
                        "--label",
                        name + ", as described",
                        found.toString(),
                        wanted.toString()))
                .said();
    }
}
