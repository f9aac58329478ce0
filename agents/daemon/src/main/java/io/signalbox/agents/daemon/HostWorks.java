package io.signalbox.agents.daemon;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.daemon.gate.CutRefused;
import io.signalbox.agents.daemon.gate.MemoryFile;
import io.signalbox.agents.daemon.mysql.ActOutcome;
import io.signalbox.agents.daemon.process.MysqldEnd.Certainty;
import io.signalbox.agents.daemon.process.ProcessFailure;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.daemon.proxy.ProxyDriver;
import io.signalbox.agents.daemon.proxy.RouteOutcome;
import io.signalbox.agents.daemon.shell.Works;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The works of a real host. A host without a mysqld, or without a proxy, is never asked for theirs by its mind. */
final class HostWorks implements Works {
    private static final Logger LOG = LoggerFactory.getLogger(HostWorks.class);

    private final MemoryFile memory;
    private final Optional<MysqldSide> mysqld;
    private final Optional<ProxyDriver> proxy;

    HostWorks(MemoryFile memory, Optional<MysqldSide> mysqld, Optional<ProxyDriver> proxy) {
        this.memory = memory;
        this.mysqld = mysqld;
        this.proxy = proxy;
    }

    @Override
    public void remember(long order, AgentMemory wanted) throws IOException, InterruptedException {
        memory.write(order, wanted);
    }

    @Override
    public ActOutcome act(MysqlAct act, Duration bound) {
        return mysqld().acts().perform(act, bound);
    }

    @Override
    public void lookNow() {
        mysqld.ifPresent(side -> side.probes().lookNow());
    }

    @Override
    public void giveUpActs() {
        mysqld().acts().forget();
    }

    @Override
    public void kill(Duration bound) throws ProcessFailure, InterruptedException {
        if (mysqld().process().kill(bound) == Certainty.ENDED_BUT_HELD_BY_THE_KERNEL) {
            LOG.atWarn().addKeyValue("rule", "kill").log("mysqld was killed; threads of it wait in the kernel.");
        }
    }

    @Override
    public void stop(Duration bound) throws ProcessFailure, InterruptedException {
        mysqld().process().stop(bound);
    }

    @Override
    public void closePort(Duration bound) throws InterruptedException {
        mysqld().isolation().closePort(bound);
    }

    @Override
    public void goOffline(Duration bound) throws InterruptedException {
        mysqld().isolation().goOffline(bound);
    }

    @Override
    public ProcessIdentity start(Duration bound) throws ProcessFailure, InterruptedException {
        return mysqld().launch(bound);
    }

    @Override
    public SortedMap<String, String> cut(GtidSet keep) throws IOException, CutRefused {
        return mysqld().tails().cut(keep);
    }

    @Override
    public SortedMap<String, String> measure() throws IOException {
        return mysqld().dataDir().measure();
    }

    @Override
    public SortedMap<String, String> saveLeftovers(GtidSet keep) throws IOException {
        return mysqld().tails().saveLeftovers(keep);
    }

    @Override
    public void forgetPast() throws IOException {
        mysqld().dataDir().forgetPast();
        mysqld().tails().replaced();
    }

    @Override
    public RouteOutcome route(Token token, Order.Route route) {
        return proxy.orElseThrow().apply(token, route);
    }

    private MysqldSide mysqld() {
        return mysqld.orElseThrow();
    }
}
