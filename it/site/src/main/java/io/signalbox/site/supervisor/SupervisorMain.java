package io.signalbox.site.supervisor;

import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The supervisor as a process: one argument, the site's directory. Ends when it is told to stop, or by SIGTERM, in the same order. */
public final class SupervisorMain {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisorMain.class);

    private SupervisorMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SiteLayout layout = new SiteLayout(Path.of(arguments[0]));
        try (FileChannel file =
                        FileChannel.open(layout.supervisorLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                LOG.error("another supervisor runs {}", layout.dir());
                System.exit(1);
            }
            supervise(layout);
        }
        // Not waiting for virtual threads that serve a slow client.
        System.exit(0);
    }

    private static void supervise(SiteLayout layout) throws IOException, InterruptedException {
        Supervisor supervisor =
                new Supervisor(ProgramList.read(layout.programs()), layout.pids(), RestartPolicy.STANDARD);
        Thread onSigterm = new Thread(() -> stop(supervisor), "sigterm");
        Runtime.getRuntime().addShutdownHook(onSigterm);
        Files.writeString(
                layout.supervisorPid(),
                ProcessIdentity.of(ProcessHandle.current().pid())
                        .map(ProcessIdentity::line)
                        .orElseThrow());
        try (ControlServer control = ControlServer.open(layout.controlSocket(), supervisor)) {
            control.start();
            supervisor.start();
            supervisor.awaitStopped();
        }
        Files.deleteIfExists(layout.supervisorPid());
    }

    private static void stop(Supervisor supervisor) {
        try {
            supervisor.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
