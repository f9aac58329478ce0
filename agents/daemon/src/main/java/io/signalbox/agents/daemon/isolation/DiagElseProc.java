package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** sock_diag(7), or {@code /proc}: for one look where that fails, for good from the first answer that this host has none. */
final class DiagElseProc implements ConnectionTable {
    private static final Logger LOG = LoggerFactory.getLogger(DiagElseProc.class);

    private final ConnectionTable diag;
    private final ConnectionTable proc;
    private final Consumer<NoSockDiag> told;
    private final AtomicBoolean givenUp = new AtomicBoolean();

    DiagElseProc() {
        this(new SockDiag(), new ProcTable(), DiagElseProc::say);
    }

    /** @param told hears once that {@code proc} is read from now on */
    DiagElseProc(ConnectionTable diag, ConnectionTable proc, Consumer<NoSockDiag> told) {
        this.diag = diag;
        this.proc = proc;
        this.told = told;
    }

    @Override
    public List<TcpConnection> established(int port) throws IOException {
        if (!givenUp.get()) {
            try {
                return diag.established(port);
            } catch (NoSockDiag e) {
                giveUp(e);
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("rule", "isolation").setCause(e).log("This look reads /proc.");
            }
        }
        return proc.established(port);
    }

    private void giveUp(NoSockDiag reason) {
        if (givenUp.compareAndSet(false, true)) {
            told.accept(reason);
        }
    }

    private static void say(NoSockDiag reason) {
        LOG.atInfo()
                .addKeyValue("rule", "isolation")
                .addKeyValue("reason", reason.getMessage())
                .log("The kernel cannot be asked for single connections (sock_diag): all of /proc/net/tcp is read.");
    }
}
