package io.signalbox.controller.daemon.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The leader's API is a socket of the test. */
class DeathwatchTest {
    private static final String HOST = "127.0.0.1";
    private static final Duration LONG = Deathwatch.PAUSE.multipliedBy(2);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> died = new CopyOnWriteArrayList<>();
    private final Deathwatch watch = new Deathwatch(vertx, HOST, leader -> died.add(leader.controller()));
    private ServerSocket api;

    @BeforeEach
    void listen() throws IOException {
        api = new ServerSocket(0, 50, InetAddress.getByName(HOST));
    }

    @AfterEach
    void end() throws IOException {
        watch.close();
        api.close();
        vertx.close().await();
    }

    private Deathwatch.Leader leader(String name) {
        return new Deathwatch.Leader(name, HostAndPort.create(HOST, api.getLocalPort()), 7);
    }

    @Test
    void aProcessThatEndsIsNoticedOnceAndAtOnce() throws IOException {
        watch.watch(Optional.of(leader("c1")));
        Socket standing = api.accept();
        watch.watch(Optional.of(leader("c1")));
        api.close();
        standing.close();
        await().atMost(Deathwatch.PAUSE).until(() -> !died.isEmpty());
        await().during(LONG).atMost(LONG.multipliedBy(2)).until(() -> died.equals(List.of("c1")));
    }

    @Test
    void aConnectionThatOnlyBreaksIsMadeAnew() throws IOException {
        watch.watch(Optional.of(leader("c1")));
        api.accept().close();
        Socket again = api.accept();
        assertThat(died).isEmpty();
        api.close();
        again.close();
        await().atMost(Deathwatch.PAUSE).until(() -> !died.isEmpty());
    }

    @Test
    void whoCouldNeverBeReachedIsNotDeadButTriedAgain() throws IOException {
        int port = api.getLocalPort();
        api.close();
        watch.watch(Optional.of(leader("c1")));
        await().during(LONG).atMost(LONG.multipliedBy(2)).until(died::isEmpty);
        api = new ServerSocket(port, 50, InetAddress.getByName(HOST));
        assertThat(api.accept().isConnected()).isTrue();
    }

    @Test
    void whoLeadsNoMoreIsNotWatchedAnyMore() throws IOException {
        watch.watch(Optional.of(leader("c1")));
        Socket standing = api.accept();
        watch.watch(Optional.empty());
        assertThat(standing.getInputStream().read()).as("the watch hangs up").isEqualTo(-1);
        api.close();
        await().during(LONG).atMost(LONG.multipliedBy(2)).until(died::isEmpty);
    }
}
