package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.isolation.AckerSight;
import io.signalbox.agents.daemon.isolation.FenceFailure;
import io.signalbox.agents.daemon.isolation.PortFence;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.mysql.FenceSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What turns this mysqld's clients away when it is isolated, and lets them in again; tells people how each act ended. */
final class IsolationSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IsolationSide.class);
    private static final String RULE = "isolation";
    private static final String REASON = "reason";
    /** Nobody waits for a client port that is opened, but for other programs that change rules. */
    private static final Duration OPEN_BOUND = Duration.ofSeconds(3);

    /** So that a late closing never follows the opening for the next start. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    private final PortFence port;
    private final FenceSession session;
    private final AckerSight sight;
    private final AgentMetrics metrics;

    IsolationSide(PortFence port, FenceSession session, AckerSight sight, AgentMetrics metrics) {
        this.port = port;
        this.session = session;
        this.sight = sight;
        this.metrics = metrics;
        metrics.kernelFence(port.lack().isEmpty());
        if (!port.lack().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("rule", RULE)
                    .addKeyValue(REASON, port.lack())
                    .log("The kernel cannot turn clients away here; offline_mode and SIGKILL have to do.");
        }
    }

    String lack() {
        return port.lack();
    }

    AckerSight sight() {
        return sight;
    }

    void closePort(Duration bound) throws InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            port.close(bound);
            LOG.atWarn().addKeyValue("rule", RULE).log("The kernel drops what comes to the client port.");
        } catch (FenceFailure e) {
            failed("kernel", String.valueOf(e.getMessage()));
        } finally {
            oneAtATime.unlock();
        }
    }

    void goOffline(Duration bound) throws InterruptedException {
        Optional<String> failure = session.goOffline(bound);
        if (failure.isPresent()) {
            failed("offline", failure.get());
        } else {
            LOG.atWarn().addKeyValue("rule", RULE).log("mysqld is in offline_mode.");
        }
    }

    private void failed(String method, String reason) {
        metrics.fenceFailed(method);
        LOG.atWarn()
                .addKeyValue("rule", RULE)
                .addKeyValue("method", method)
                .addKeyValue(REASON, reason)
                .log("Clients could not be turned away in this way; mysqld is killed in any case.");
    }

    /** Before mysqld starts, once more when it answers, and when the agent starts or ends. */
    void openPort() {
        oneAtATime.lock();
        try {
            port.open(OPEN_BOUND);
        } catch (FenceFailure e) {
            LOG.atError()
                    .addKeyValue("rule", RULE)
                    .addKeyValue(REASON, e.getMessage())
                    .log("The client port could not be opened again: clients will be dropped.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** mysqld ended. */
    void forget() {
        sight.forget();
    }

    /** A rule must not outlive the agent that would take it back; where a fence was begun, mysqld has been killed. */
    @Override
    public void close() {
        session.close();
        openPort();
    }
}
