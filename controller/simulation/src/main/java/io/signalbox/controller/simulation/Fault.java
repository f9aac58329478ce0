package io.signalbox.controller.simulation;

import io.signalbox.controller.core.event.Intent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults, as a table: each strikes a world once, and ends by itself or when everything is put right. */
enum Fault {
    MYSQLD_KILLED(8) {
        @Override
        void strike(World world) {
            likelyPrimary(world).kill();
        }
    },
    LINKS_CUT_THEN_KILLED(5) {
        @Override
        void strike(World world) {
            SimulatedMysql server = likelyPrimary(world);
            others(world, server).forEach(other -> cut(world, server.name(), other.name(), 2));
            world.schedule().after(world.chance().between(0, 400 * Schedule.MILLI), server::kill);
        }
    },
    MYSQLD_HANGS(6) {
        @Override
        void strike(World world) {
            SimulatedMysql server = likelyPrimary(world);
            server.hang();
            world.schedule().after(world.chance().between(50 * Schedule.MILLI, 6 * Schedule.SECOND), server::thaw);
        }
    },
    HANGS_WHILE_ITS_AGENT_IS_LOST(7) {
        @Override
        void strike(World world) {
            SimulatedMysql server = likelyPrimary(world);
            server.hang();
            world.schedule()
                    .after(
                            world.chance().between(300 * Schedule.MILLI, 800 * Schedule.MILLI),
                            () -> world.controllers()
                                    .forEach(controller -> cut(world, controller.name(), server.name(), 6)));
            world.schedule().after(world.chance().between(300 * Schedule.MILLI, 3 * Schedule.SECOND), server::thaw);
        }
    },
    ONE_WAY_BETWEEN_SERVERS_CUT(4) {
        @Override
        void strike(World world) {
            SimulatedMysql one = any(world);
            cutOneWay(world, one.name(), world.chance().of(others(world, one)).name(), 6);
        }
    },
    SERVERS_CUT_FROM_EACH_OTHER(4) {
        @Override
        void strike(World world) {
            SimulatedMysql one = any(world);
            cut(world, one.name(), world.chance().of(others(world, one)).name(), 8);
        }
    },
    CONTROLLER_CUT_FROM_AGENT(5) {
        @Override
        void strike(World world) {
            String agent = world.chance().of(world.agents()).name();
            String controller = world.chance().of(world.controllers()).name();
            if (world.chance().oneIn(2)) {
                cut(world, controller, agent, 6);
            } else if (world.chance().oneIn(2)) {
                cutOneWay(world, controller, agent, 6);
            } else {
                cutOneWay(world, agent, controller, 6);
            }
        }
    },
    COMMANDS_HELD_BACK(6) {
        @Override
        void strike(World world) {
            String agent = likelyPrimary(world).name();
            leader(world).ifPresent(it -> {
                cut(world, it.name(), agent, 5);
                if (world.chance().oneIn(2)) {
                    ANOTHER_LEADER.strike(world);
                }
            });
        }
    },
    HOST_ISOLATED(3) {
        @Override
        void strike(World world) {
            SimulatedMysql one = likelyPrimary(world);
            others(world, one).forEach(other -> cut(world, one.name(), other.name(), 8));
            world.controllers().forEach(controller -> cut(world, controller.name(), one.name(), 8));
            cut(world, world.proxy().name(), one.name(), 8);
        }
    },
    AGENT_KILLED(6) {
        @Override
        void strike(World world) {
            world.crashAgent(world.chance().of(world.agents()));
        }
    },
    CONTROLLER_KILLED(5) {
        @Override
        void strike(World world) {
            leader(world).ifPresent(world::crashController);
        }
    },
    CONTROLLER_KILLED_BETWEEN_EFFECTS(8) {
        @Override
        void strike(World world) {
            leader(world).ifPresent(it -> it.crashAfter(world.chance().between(0, 60)));
        }
    },
    ANOTHER_LEADER(6) {
        @Override
        void strike(World world) {
            Optional<SimulatedController> old = leader(world);
            world.controllers().stream()
                    .filter(controller -> !controller.up())
                    .findFirst()
                    .ifPresent(next -> {
                        old.ifPresent(it -> depose(world, it));
                        next.start();
                    });
        }
    },
    STORE_FAILS(2) {
        @Override
        void strike(World world) {
            leader(world).ifPresent(SimulatedController::failStore);
        }
    },
    APPLIER_SLOW(4) {
        @Override
        void strike(World world) {
            SimulatedMysql server = any(world);
            server.applier().slowBy(world.chance().between(20, 300));
            world.schedule()
                    .after(
                            world.chance().between(Schedule.SECOND, 8 * Schedule.SECOND),
                            () -> server.applier().slowBy(1));
        }
    },
    PROXY_RESTARTED(2) {
        @Override
        void strike(World world) {
            world.agents().getLast().proxyRestarted();
        }
    },
    SWITCHOVER_ASKED(6) {
        @Override
        void strike(World world) {
            String operation = "op-" + world.schedule().now();
            leader(world).ifPresent(it -> it.ask(new Intent.Switchover(operation, "", Duration.ofSeconds(10), false)));
        }
    },
    EVERYTHING_KILLED(1) {
        @Override
        void strike(World world) {
            world.servers().forEach(SimulatedMysql::kill);
            world.agents().forEach(world::crashAgent);
            leader(world).ifPresent(world::crashController);
        }
    };

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    abstract void strike(World world);

    static Fault draw(Chance chance) {
        List<Fault> weighed = new ArrayList<>();
        for (Fault fault : values()) {
            for (int i = 0; i < fault.weight; i++) {
                weighed.add(fault);
            }
        }
        return chance.of(weighed);
    }

    private static Optional<SimulatedController> leader(World world) {
        return world.controllers().stream().filter(SimulatedController::leads).findFirst();
    }

    /** The old one goes on for a while as if nothing had happened, then learns of it or ends. */
    private static void depose(World world, SimulatedController old) {
        old.depose(world.chance().between(0, 3 * Schedule.SECOND));
        world.schedule().after(world.chance().between(Schedule.SECOND, 5 * Schedule.SECOND), () -> {
            if (!old.leads()) {
                old.crash();
            }
        });
    }

    private static SimulatedMysql any(World world) {
        return world.chance().of(world.servers());
    }

    private static SimulatedMysql likelyPrimary(World world) {
        String primary = world.store().record().primary();
        return primary.isEmpty() || world.chance().oneIn(3) ? any(world) : world.server(primary);
    }

    private static List<SimulatedMysql> others(World world, SimulatedMysql one) {
        return world.servers().stream().filter(server -> server != one).toList();
    }

    private static void cut(World world, String one, String other, int mostSeconds) {
        cutOneWay(world, one, other, mostSeconds);
        cutOneWay(world, other, one, mostSeconds);
    }

    private static void cutOneWay(World world, String from, String to, int mostSeconds) {
        world.network().cut(from, to);
        world.schedule()
                .after(
                        world.chance().between(100 * Schedule.MILLI, mostSeconds * Schedule.SECOND),
                        () -> world.network().heal(from, to));
    }
}
