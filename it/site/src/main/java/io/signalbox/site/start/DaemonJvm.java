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
 * @param mainClass the program
 * @param heapMegabytes the largest heap
 */
public record DaemonJvm(String mainClass, int heapMegabytes) {
    public static final DaemonJvm AGENT = new DaemonJvm("io.signalbox.agents.daemon.AgentMain", 48);
    public static final DaemonJvm CONTROLLER = new DaemonJvm("io.signalbox.controller.daemon.ControllerMain", 96);
    public static final DaemonJvm WEB = new DaemonJvm("io.signalbox.demo.WebMain", 48);
    static final DaemonJvm SUPERVISOR = new DaemonJvm("io.signalbox.site.supervisor.SupervisorMain", 24);

    private static final int METASPACE_MEGABYTES = 96;

    /** {@code java @options}: an argument file, so that {@code ps} stays readable. */
    List<String> command(Jars jars, Path options, Optional<String> archive, String argument) throws IOException {
        Files.writeString(options, options(jars.classPath()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + options);
        archive.ifPresent(command::add);
        command.add(mainClass);
        command.add(argument);
        return command;
    }

    /** The content of an argument file for {@code java}, without the program. */
    public String options(String classPath) {
        return String.join("\n", flags()) + "\n-cp\n\"" + classPath + "\"\n";
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
