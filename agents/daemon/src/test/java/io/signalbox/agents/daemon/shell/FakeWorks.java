package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.daemon.gate.CutRefused;
import io.signalbox.agents.daemon.mysql.ActOutcome;
import io.signalbox.agents.daemon.process.ProcessFailure;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.daemon.proxy.RouteOutcome;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Works that succeed at once, and a book of what was wanted. */
final class FakeWorks implements Works {
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile ProcessIdentity process = new ProcessIdentity(42, 1);
    volatile RouteOutcome routed = new RouteOutcome.Applied(new TreeMap<>());
    volatile boolean diskIsFull;

    @Override
    public void remember(long order, AgentMemory memory) throws IOException {
        if (diskIsFull) {
            throw new IOException("No space left on device");
        }
        done.add("remember " + memory.highest());
    }

    @Override
    public ActOutcome act(MysqlAct act, Duration bound) {
        done.add("act " + act.getClass().getSimpleName());
        return new ActOutcome.Performed(GtidSet.EMPTY, GtidSet.EMPTY, Collections.emptySortedMap());
    }

    /** There is nothing to see. */
    @Override
    public void lookNow() {}

    @Override
    public void giveUpActs() {
        done.add("give up acts");
    }

    @Override
    public void kill(Duration bound) throws ProcessFailure {
        done.add("kill");
    }

    @Override
    public void stop(Duration bound) throws ProcessFailure {
        done.add("stop");
    }

    @Override
    public void closePort(Duration bound) {
        done.add("close port");
    }

    @Override
    public void goOffline(Duration bound) {
        done.add("go offline");
    }

    @Override
    public ProcessIdentity start(Duration bound) throws ProcessFailure {
        done.add("start");
        return process;
    }

    @Override
    public SortedMap<String, String> cut(GtidSet keep) throws IOException, CutRefused {
        done.add("cut");
        return Collections.emptySortedMap();
    }

    @Override
    public SortedMap<String, String> measure() {
        return new TreeMap<>();
    }

    @Override
    public SortedMap<String, String> saveLeftovers(GtidSet keep) {
        return new TreeMap<>();
    }

    @Override
    public void forgetPast() {}

    @Override
    public RouteOutcome route(Token token, Order.Route route) {
        done.add("route " + route.writer().open());
        return routed;
    }
}
