package io.signalbox.site.container;

import io.signalbox.site.start.DaemonJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** {@code OptionsMain DIR CLASSPATH}: writes the argument file of each daemon, program included, when an image is built. */
public final class OptionsMain {
    private static final Map<String, DaemonJvm> DAEMONS =
            new TreeMap<>(Map.of("agent", DaemonJvm.AGENT, "controller", DaemonJvm.CONTROLLER, "web", DaemonJvm.WEB));

    private OptionsMain() {}

    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, DaemonJvm> daemon : DAEMONS.entrySet()) {
            DaemonJvm jvm = daemon.getValue();
            Files.writeString(
                    Path.of(arguments[0]).resolve(daemon.getKey() + ".options"),
                    jvm.options(arguments[1]) + jvm.mainClass() + "\n");
        }
    }
}
