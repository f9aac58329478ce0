package io.signalbox.controller.daemon.etcd;

import io.vertx.core.Vertx;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the leader's process has ended long before its lease does. A follower keeps a connection to the leader's
 * API, on which nothing is ever said: the kernel of the leader's host closes it with the process, and then refuses a new
 * one. Both are asked for, and that there was a connection before: what only cannot be reached, is cut off, or stands
 * still, is no death, and has its lease. A verdict that is wrong costs a change of leaders, since whoever is deposed is
 * refused by agents and store; two who are cut from each other cannot depose one another in turn.
 */
final class Deathwatch implements AutoCloseable {
    /** How long after a connection that could not be had the next one is tried. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int CONNECT_MILLIS = 1000;

    private final Vertx vertx;
    private final NetClient client;
    private final Consumer<Leader> died;
    private Optional<Leader> watched = Optional.empty();
    private boolean closed;
    private @Nullable NetSocket connection;

    /**
     * Whose death is watched for.
     *
     * @param api where its API listens
     * @param lease of its key: another one with every election
     */
    record Leader(String controller, HostAndPort api, long lease) {}

    /**
     * @param bind source address
     * @param died told once of each death; must not block
     */
    Deathwatch(Vertx vertx, String bind, Consumer<Leader> died) {
        this.vertx = vertx;
        this.client = vertx.createNetClient(
                new NetClientOptions().setLocalAddress(bind).setConnectTimeout(CONNECT_MILLIS));
        this.died = died;
    }

    /** From now on this one, or nobody; one who is watched already stays so. */
    synchronized void watch(Optional<Leader> leader) {
        if (closed || leader.equals(watched)) {
            return;
        }
        watched = leader;
        if (connection != null) {
            connection.close().onFailure(e -> {});
            connection = null;
        }
        leader.ifPresent(who -> connect(who, false));
    }

    private synchronized boolean watches(Leader who) {
        return watched.filter(who::equals).isPresent();
    }

    private void connect(Leader who, boolean wasConnected) {
        client.connect(who.api().port(), who.api().host())
                .onSuccess(socket -> connected(who, socket))
                .onFailure(e -> failed(who, wasConnected && isRefusal(e)));
    }

    private static boolean isRefusal(Throwable e) {
        return e instanceof java.net.ConnectException
                && String.valueOf(e.getMessage()).contains("refused");
    }

    private synchronized void connected(Leader who, NetSocket socket) {
        if (!watches(who)) {
            socket.close().onFailure(e -> {});
            return;
        }
        connection = socket;
        socket.exceptionHandler(e -> {});
        socket.closeHandler(closed -> {
            if (watches(who)) {
                connect(who, true);
            }
        });
    }

    private void failed(Leader who, boolean dead) {
        if (watches(who) && dead) {
            died.accept(who);
        } else if (watches(who)) {
            vertx.setTimer(PAUSE.toMillis(), timer -> connectAgain(who));
        }
    }

    private void connectAgain(Leader who) {
        if (watches(who)) {
            connect(who, false);
        }
    }

    @Override
    public synchronized void close() {
        watch(Optional.empty());
        closed = true;
        client.close().onFailure(e -> {});
    }
}
