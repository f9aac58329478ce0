package io.signalbox.site;

import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.supervisor.ControlClient;
import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.ProgramStatus;
import io.signalbox.site.supervisor.Reply;
import io.signalbox.site.supervisor.Request;
import io.signalbox.site.supervisor.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A site that {@code up} has started, for those who do things to it: drills, tests, {@code down}. Processes are named
 * {@code lb1/haproxy}, {@code lb1/agent}, {@code lb1/controller}, {@code db1/agent}, {@code db1/web}; mysqld is its agent's child in
 * spirit, not the supervisor's, and is found by its pid file.
 */
public final class Site {
    private static final Duration CONTROL_BOUND = Duration.ofSeconds(10);

    private final SiteLayout layout;
    private final SiteOutline outline;
    private final ControlClient supervisor;

    private Site(SiteLayout layout, SiteOutline outline) {
        this.layout = layout;
        this.outline = outline;
        this.supervisor = new ControlClient(layout.controlSocket());
    }

    /** The site in this directory. Fails with a sentence if there is none; it need not be running. */
    public static Site open(Path dir) {
        SiteLayout layout = new SiteLayout(dir);
        if (!Files.exists(layout.outline())) {
            throw new SiteFailure(
                    "There is no site in " + layout.dir() + ": `signalbox up --dir " + dir + "` makes one.");
        }
        return new Site(layout, Json.read(layout.outline(), SiteOutline.class));
    }

    /** What {@code up --output json} printed. */
    public SiteOutline describe() {
        return outline;
    }

    /** Where its files are. */
    public SiteLayout layout() {
        return layout;
    }

    /** Is its supervisor there? */
    public boolean running() {
        return supervisor.ask(Request.status(), CONTROL_BOUND).isPresent();
    }

    /** Every supervised process; empty if the supervisor is not there. */
    public List<ProgramStatus> processes() {
        return supervisor
                .ask(Request.status(), CONTROL_BOUND)
                .map(Reply::programs)
                .orElse(List.of());
    }

    /** The pid of a supervised process; empty while it is down. */
    public Optional<Long> pid(String process) {
        return processes().stream()
                .filter(status -> status.name().equals(process))
                .findFirst()
                .flatMap(ProgramStatus::pid);
    }

    /** The running mysqld of a database server, by its pid file; empty while there is none. */
    public Optional<ProcessIdentity> mysqld(String server) {
        return ProcessIdentity.inPidFile(layout.mysqldPid(server));
    }

    /** From now on the supervisor leaves this process down when it ends. Ends nothing by itself. */
    public void hold(String process) {
        order(new Request(Request.Verb.HOLD, process));
    }

    /** Undoes {@link #hold}, and starts the process if it is down. */
    public void release(String process) {
        order(new Request(Request.Verb.RELEASE, process));
    }

    /** Starts a process that is down, at once, whatever pause or limit it is under. */
    public void start(String process) {
        order(new Request(Request.Verb.START, process));
    }

    /** Sends a signal to a supervised process. The supervisor starts it again if it ends, unless it is held. */
    public void kill(String process, Signal signal) {
        long pid = pid(process).orElseThrow(() -> new SiteFailure(process + " does not run."));
        if (!signal.sendTo(pid)) {
            throw new SiteFailure("SIG" + signal + " could not be sent to " + process + ", pid " + pid + ".");
        }
    }

    private void order(Request request) {
        Reply reply = supervisor
                .ask(request, CONTROL_BOUND)
                .orElseThrow(() -> new SiteFailure("The site in " + layout.dir() + " is not running."));
        if (!reply.done()) {
            throw new SiteFailure(request.line() + ": " + reply.refusal());
        }
    }
}
