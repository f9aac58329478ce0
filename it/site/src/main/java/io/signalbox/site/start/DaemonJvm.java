package io.signalbox.site.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a daemon's JVM is started: small, and soon ready. Serial GC and the first compiler only: a daemon of this size gains nothing from
 * more threads and more memory.
 *
 * @param heapMegabytes the largest heap
 */
record DaemonJvm(int heapMegabytes) {
    static final DaemonJvm AGENT = new DaemonJvm(48);
    static final DaemonJvm CONTROLLER = new DaemonJvm(96);
    static final DaemonJvm WEB = new DaemonJvm(48);
    static final DaemonJvm SUPERVISOR = new DaemonJvm(24);

    private static final int METASPACE_MEGABYTES = 96;

    /** {@code java @options}: an argument file, so that {@code ps} stays readable. */
    List<String> command(Jars jars, Path options, Optional<String> archive, String mainClass, String argument)
            throws IOException {
        Files.writeString(options, String.join("\n", flags()) + "\n-cp\n\"" + jars.classPath() + "\"\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + options);
        archive.ifPresent(command::add);
        command.add(mainClass);
        command.add(argument);
        return command;
    }

    private List<String> flags() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xms8m",
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:MaxMetaspaceSize=" + METASPACE_MEGABYTES + "m",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:MaxDirectMemorySize=32m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=io/signalbox/site/daemon-log.xml",
                "-Dcom.mysql.cj.disableAbandonedConnectionCleanup=true",
                "-Djava.awt.headless=true");
    }
}
