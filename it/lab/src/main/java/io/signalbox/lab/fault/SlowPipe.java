package io.signalbox.lab.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * One direction of a relayed connection. What was read waits until the line would have brought it; a line that is full lets its sender
 * wait, as a network does. The end of what is sent travels like everything else.
 */
final class SlowPipe {
    private static final int PIECE = 16 * 1024;
    /** What is on its way, at most. */
    private static final int PIECES = 256;

    /** @param bytes none at the end */
    private record Piece(ByteBuffer bytes, long arrival) {}

    private final SocketChannel from;
    private final SocketChannel to;
    private final SlowLine line;
    private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES);

    SlowPipe(SocketChannel from, SocketChannel to, Slowness slowness) {
        this.from = from;
        this.to = to;
        this.line = new SlowLine(slowness, RandomGenerator.getDefault());
    }

    /** Until the sender has no more to say. */
    void read() throws IOException, InterruptedException {
        while (true) {
            ByteBuffer bytes = ByteBuffer.allocate(PIECE);
            int read = from.read(bytes);
            bytes.flip();
            underWay.put(new Piece(bytes, line.arrival(System.nanoTime(), Math.max(0, read))));
            if (read < 0) {
                return;
            }
        }
    }

    /** Until all of that has arrived. */
    void write() throws IOException, InterruptedException {
        while (true) {
            Piece piece = underWay.take();
            await(piece.arrival);
            if (!piece.bytes.hasRemaining()) {
                to.shutdownOutput();
                return;
            }
            while (piece.bytes.hasRemaining()) {
                to.write(piece.bytes);
            }
        }
    }

    private static void await(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
