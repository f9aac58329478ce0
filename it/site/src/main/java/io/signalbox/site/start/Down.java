package io.signalbox.site.start;

import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.start.MarkedProcesses.Marked;
import io.signalbox.site.supervisor.ControlClient;
import io.signalbox.site.supervisor.Request;
import io.signalbox.site.supervisor.Signal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends a site. The order: the controller holds the clients, closes the primary for writes, waits until no commit waits, and has every
 * agent end its mysqld; then the supervisor ends controller, agents, web servers and HAProxy. Where a part of this cannot be done, what
 * is left of the mysqlds gets SIGKILL. They never get SIGTERM from here: on a primary with waiting commits it would acknowledge them.
 */
public final class Down {
    /** For the controller to end all mysqlds. */
    public static final Duration ORDERLY_BOUND = Duration.ofMinutes(1);

    private static final Duration SUPERVISOR_BOUND = Duration.ofSeconds(45);
    private static final Duration TERM_BOUND = Duration.ofSeconds(8);
    private static final Duration KILL_BOUND = Duration.ofSeconds(10);

    private final SiteDescription description;
    private final SiteLayout layout;
    private final Narrator narrator;

    public Down(SiteLayout layout, Narrator narrator) {
        this.description = SiteDescription.read(layout.description());
        this.layout = layout;
        this.narrator = narrator;
    }

    /** Ends everything in order. True if nothing is left, which a bounded time later is the case. */
    public boolean orderly(Duration bound) throws InterruptedException {
        if (!mysqlds().none()) {
            shutDownCluster(bound);
        }
        return atOnce();
    }

    /** Ends everything without asking the controller: mysqld by SIGKILL. */
    public boolean atOnce() throws InterruptedException {
        stopSupervised();
        killMysqlds();
        return sweep();
    }

    private void shutDownCluster(Duration bound) throws InterruptedException {
        new ClusterShutdown(layout.dir(), narrator).run(bound);
        if (!Deadline.in(bound).await(() -> mysqlds().none())) {
            narrator.say("Still running after " + bound.toSeconds() + " s: "
                    + mysqlds().words() + ".");
        }
    }

    private void stopSupervised() throws InterruptedException {
        narrator.say("Stopping controller, agents, web servers and HAProxy.");
        new ControlClient(layout.controlSocket()).ask(Request.stop(), SUPERVISOR_BOUND);
        for (List<String> together : List.of(
                List.of(Names.CONTROLLER, Names.WEB),
                List.of(Names.AGENT, ControlHosts.ETCD),
                List.of(Names.HAPROXY))) {
            end(marked().stream()
                    .filter(process -> !process.mysqld() && together.contains(kind(process)))
                    .toList());
        }
        end(marked().stream().filter(process -> !process.mysqld()).toList());
    }

    private static String kind(Marked process) {
        return process.mark().substring(process.mark().indexOf('/') + 1);
    }

    private static void end(List<Marked> processes) throws InterruptedException {
        processes.forEach(process -> Signal.TERM.sendTo(process.identity().pid()));
        if (!Deadline.in(TERM_BOUND).await(() -> gone(processes))) {
            processes.stream()
                    .filter(process -> process.identity().alive())
                    .forEach(process -> Signal.KILL.sendTo(process.identity().pid()));
            Deadline.in(KILL_BOUND).await(() -> gone(processes));
        }
    }

    private static boolean gone(List<Marked> processes) {
        return processes.stream().noneMatch(process -> process.identity().alive());
    }

    private void killMysqlds() throws InterruptedException {
        Mysqlds left = mysqlds();
        if (!left.none()) {
            narrator.say(
                    "SIGKILL to what is left of MySQL (it loses nothing that was acknowledged): " + left.words() + ".");
            left.kill();
            Deadline.in(KILL_BOUND).await(left::none);
        }
    }

    /** Whatever carries the site's mark and is known to nobody. */
    private boolean sweep() throws InterruptedException {
        List<Marked> left = marked();
        if (left.isEmpty()) {
            return true;
        }
        narrator.say("SIGKILL to " + left.stream().map(Marked::words).collect(Collectors.joining(", ")) + ".");
        left.forEach(process -> Signal.KILL.sendTo(process.identity().pid()));
        return Deadline.in(KILL_BOUND).await(() -> gone(left));
    }

    private Mysqlds mysqlds() {
        return Mysqlds.of(description, layout);
    }

    private List<Marked> marked() {
        return MarkedProcesses.of(layout.dir());
    }
}
