package io.signalbox.agents.daemon.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scheduling priority as in nice(1): -20 (before all others) to 19. */
final class Niceness {
    /** Field 19 of proc(5)'s stat, counted behind the name in parentheses, which is field 2. */
    private static final int FIELD = 19 - 3;

    private Niceness() {}

    /** Of this process; 0 where that cannot be read. */
    static int ofThisProcess() {
        try {
            return parse(Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return 0;
        }
    }

    static int parse(String stat) {
        String[] behindTheName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Integer.parseInt(behindTheName[FIELD]);
    }
}
