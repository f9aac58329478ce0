package io.signalbox.haproxy.real;

import io.signalbox.haproxy.configuration.ProxyConfiguration;
import io.signalbox.haproxy.configuration.ProxyLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** HAProxy with the reference configuration, master and worker, as a supervisor starts it. */
public final class RealHaproxy implements AutoCloseable {
    private static final long BOUND_SECONDS = 15;

    private final Path dir;
    private final Path configuration;
    private @Nullable Process master;

    /** @param layout must have {@link #runtimeSocket} of {@code dir} as its socket */
    public RealHaproxy(Path dir, ProxyLayout layout) throws IOException {
        this.dir = dir;
        this.configuration = dir.resolve("haproxy.cfg");
        Files.writeString(configuration, ProxyConfiguration.render(layout));
    }

    /** With a file of one's own, which has the socket {@link #runtimeSocket}. */
    public RealHaproxy(Path dir, String text) throws IOException {
        this.dir = dir;
        this.configuration = dir.resolve("haproxy.cfg");
        Files.writeString(configuration, text);
    }

    /** The file. */
    public Path configuration() {
        return configuration;
    }

    public static Path runtimeSocket(Path dir) {
        return dir.resolve("admin.sock");
    }

    public static Path masterSocket(Path dir) {
        return dir.resolve("master.sock");
    }

    /** Returns when the runtime socket answers. */
    public void start() throws IOException {
        master = new ProcessBuilder(
                        HaproxyProgram.find().toString(),
                        "-Ws",
                        "-S",
                        masterSocket(dir) + ",mode,600",
                        "-p",
                        dir.resolve("haproxy.pid").toString(),
                        "-f",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("haproxy.log").toFile()))
                .start();
        Awaitility.await().atMost(BOUND_SECONDS, TimeUnit.SECONDS).until(this::answers);
    }

    /** Asks for new workers; returns at once, as a service manager's reload does with 2.6. */
    public void reload() {
        signal("USR2", master().pid());
    }

    /** As by power loss: master and all workers at once. */
    public void kill() {
        List<ProcessHandle> workers = workers();
        master().destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(BOUND_SECONDS, TimeUnit.SECONDS).until(() -> !master().isAlive() && !answers());
    }

    /** Stops the workers in their tracks, or lets them go on. */
    public void freeze(boolean frozen) {
        workers().forEach(worker -> signal(frozen ? "STOP" : "CONT", worker.pid()));
    }

    public List<ProcessHandle> workers() {
        return master().toHandle().children().toList();
    }

    /** What a person with {@code socat} at the runtime socket would do. */
    public String say(String command) throws IOException {
        return NetworkLab.say(runtimeSocket(dir), command);
    }

    private boolean answers() {
        try {
            return say("show info").contains("Pid: ");
        } catch (IOException e) {
            return false;
        }
    }

    private Process master() {
        if (master == null) {
            throw new IllegalStateException("not started");
        }
        return master;
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (master != null && master.isAlive()) {
            kill();
        }
    }
}
