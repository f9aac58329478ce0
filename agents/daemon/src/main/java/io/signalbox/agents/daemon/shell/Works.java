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
import java.util.SortedMap;

/** All that the mind's effects set in motion. Each call blocks, within its bound, on a thread that may be interrupted. */
public interface Works {

    /** @param order grows with every memory */
    void remember(long order, AgentMemory memory) throws IOException, InterruptedException;

    ActOutcome act(MysqlAct act, Duration bound);

    /** Makes the next observation begin at once: an order ended. Not after each of its acts, which it would slow down. */
    void lookNow();

    /** Ends what {@link #act} is doing: nothing more of it may reach mysqld. */
    void giveUpActs();

    void kill(Duration bound) throws ProcessFailure, InterruptedException;

    void stop(Duration bound) throws ProcessFailure, InterruptedException;

    /** The kernel drops what comes to the client port, and resets its connections. What becomes of it is told to people. */
    void closePort(Duration bound) throws InterruptedException;

    /** {@code offline_mode}, over a connection that stands. What becomes of it is told to people. */
    void goOffline(Duration bound) throws InterruptedException;

    /** Starts mysqld, or takes the one that runs, until it answers and acts can be done; its client port is open. */
    ProcessIdentity start(Duration bound) throws ProcessFailure, InterruptedException;

    /** Saves and cuts the tail; returns the details of the answer. */
    SortedMap<String, String> cut(GtidSet keep) throws IOException, CutRefused;

    /** {@code data.bytes} and {@code free.bytes}. */
    SortedMap<String, String> measure() throws IOException;

    /** Saves the transactions that {@code keep} lacks; returns the details of the answer. */
    SortedMap<String, String> saveLeftovers(GtidSet keep) throws IOException;

    /** The next start of mysqld takes a new server_uuid, and nothing is recovered that was there before a copy. */
    void forgetPast() throws IOException;

    RouteOutcome route(Token token, Order.Route route);
}
