package io.signalbox.lab.fault;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** One connection that is passed on: when one end breaks, so does the other. */
final class Relayed {
    private static final int FORGET_AT_ONCE = 0;

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private final SocketChannel client;
    private final SocketChannel server;
    private final List<Thread> threads;
    private final CountDownLatch left;

    Relayed(SocketChannel client, SocketChannel server, Slowness slowness) throws IOException {
        this.client = client;
        this.server = server;
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SlowPipe there = new SlowPipe(client, server, slowness);
        SlowPipe back = new SlowPipe(server, client, slowness);
        List<Work> works = List.of(there::read, there::write, back::read, back::write);
        left = new CountDownLatch(works.size());
        threads = works.stream()
                .map(work -> Thread.ofVirtual().name("relayed").unstarted(() -> carryOut(work)))
                .toList();
    }

    /** Until both sides have said all. */
    void run() {
        threads.forEach(Thread::start);
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Work work) {
        try {
            work.run();
        } catch (IOException | InterruptedException broken) {
            close();
        } finally {
            left.countDown();
        }
    }

    /** Both ends are told at once. */
    void close() {
        Stream.of(client, server).forEach(Relayed::close);
        threads.forEach(Thread::interrupt);
    }

    /** With a reset, so that nothing that was under way is taken for an orderly end. */
    static void close(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, FORGET_AT_ONCE);
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
    }
}
