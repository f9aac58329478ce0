package io.signalbox.controller.daemon;

import io.signalbox.controller.daemon.api.HostErrands;
import io.signalbox.controller.daemon.deploy.ApplicationWatch;
import io.signalbox.controller.daemon.deploy.Deployments;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks after what was interrupted, deployments and the maintenance of hosts, and at the applications. */
final class Attendance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** The applications are looked at so many times less often. */
    private static final int LOOK = 3;

    private final Deployments deployments;
    private final HostErrands hosts;
    private final ApplicationWatch watch;
    private final Thread thread;

    private Attendance(Deployments deployments, HostErrands hosts, ApplicationWatch watch) {
        this.deployments = deployments;
        this.hosts = hosts;
        this.watch = watch;
        this.thread = Thread.ofVirtual().name("attendance").unstarted(this::work);
    }

    static Attendance begin(Deployments deployments, HostErrands hosts, ApplicationWatch watch) {
        Attendance attendance = new Attendance(deployments, hosts, watch);
        attendance.thread.start();
        return attendance;
    }

    private void work() {
        try {
            for (int i = 0; ; i++) {
                Thread.sleep(EVERY);
                turn(i % LOOK == 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(boolean look) throws InterruptedException {
        try {
            deployments.attend();
            hosts.attend();
            if (look) {
                watch.look();
            }
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("rule", "deploy").setCause(e).log("A look at the web tier failed.");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
