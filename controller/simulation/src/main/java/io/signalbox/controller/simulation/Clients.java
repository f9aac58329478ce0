package io.signalbox.controller.simulation;

import io.signalbox.controller.simulation.Commits.Heard;
import io.signalbox.controller.simulation.Transaction.Kind;

/** Applications: some write through the proxy, one keeps old sessions to every server and tries them all. */
final class Clients {
    private static final long FASTEST = 15 * Schedule.MILLI;
    private static final long RETRY = 25 * Schedule.MILLI;
    private static final long PATIENCE = 4 * Schedule.SECOND;

    private final World world;
    private final Schedule schedule;
    private final Chance chance;
    private final long slowest;
    private long written;

    Clients(World world) {
        this.world = world;
        this.schedule = world.schedule();
        this.chance = world.chance();
        this.slowest = world.weather().pace();
    }

    void start() {
        for (int client = 1; client <= world.weather().writers(); client++) {
            new Writer(client).writeAfter(chance.between(0, slowest));
        }
        schedule.after(FASTEST, this::tryAll);
    }

    /** One connection at a time; another one after every error, and when it had to wait too long. */
    private final class Writer {
        private final long client;
        private SimulatedProxy.Session session = new SimulatedProxy.Session("", 0, 0);
        private long turn;

        Writer(long client) {
            this.client = client;
        }

        void writeAfter(long delay) {
            long mine = ++turn;
            schedule.after(delay, () -> {
                if (turn == mine) {
                    write();
                }
            });
        }

        private void write() {
            SimulatedProxy proxy = world.proxy();
            if (!proxy.carries(session)) {
                proxy.connect(client).ifPresent(made -> session = made);
            }
            boolean reached = proxy.carries(session) && world.network().openBothWays(proxy.name(), session.server());
            if (!reached) {
                again();
                return;
            }
            long mine = turn;
            world.server(session.server()).writes().write(Kind.WRITE, ++written, heard -> {
                if (turn == mine) {
                    answered(heard);
                }
            });
            schedule.after(PATIENCE, () -> {
                if (turn == mine) {
                    again();
                }
            });
        }

        private void answered(Heard heard) {
            if (heard == Heard.OK) {
                world.proxy().worked(session.server(), schedule.now());
                writeAfter(chance.between(FASTEST, slowest));
            } else {
                again();
            }
        }

        private void again() {
            world.proxy().end(session);
            writeAfter(RETRY);
        }
    }

    /** A session that no proxy cut. */
    private void tryAll() {
        chance.of(world.servers()).writes().write(Kind.WRITE, ++written, heard -> {});
        schedule.after(chance.between(slowest, 3 * slowest), this::tryAll);
    }
}
