package io.signalbox.controller.simulation;

/**
 * One authenticated connection between a controller and an agent. What was sent before it broke may still be read by
 * the agent afterwards: a late original.
 */
final class Link {
    private static final int TWICE = 200;
    private static final long LATEST = 3 * Schedule.SECOND;

    private final SimulatedController controller;
    private final SimulatedAgent agent;
    private final Chance chance;
    private final Schedule schedule;
    private final Network.Pipe down;
    private final Network.Pipe up;
    private final long agentLife;
    private boolean alive = true;

    Link(SimulatedController controller, SimulatedAgent agent, World world) {
        this.controller = controller;
        this.agent = agent;
        this.chance = world.chance();
        this.schedule = world.schedule();
        this.agentLife = agent.life();
        this.down = world.network().pipe(controller.name(), agent.name());
        this.up = world.network().pipe(agent.name(), controller.name());
    }

    String agentName() {
        return agent.name();
    }

    boolean alive() {
        return alive;
    }

    /** Arrives once, or not at all if the link breaks, and now and then twice. */
    void toAgent(Runnable arrival) {
        down.send(() -> {
            if (alive) {
                ifSameProcess(arrival);
            } else if (chance.oneIn(2)) {
                schedule.after(chance.between(0, LATEST), () -> ifSameProcess(arrival));
            }
        });
        if (chance.oneIn(TWICE)) {
            down.send(() -> ifSameProcess(arrival));
        }
    }

    private void ifSameProcess(Runnable arrival) {
        if (agent.life() == agentLife) {
            arrival.run();
        }
    }

    void toController(Runnable arrival) {
        up.send(() -> {
            if (alive) {
                arrival.run();
            }
        });
    }

    void commanded(io.signalbox.agents.protocol.Command command) {
        agent.commanded(this, command);
    }

    void answered(io.signalbox.agents.protocol.Answer answer) {
        controller.answered(this, answer);
    }

    void reported(io.signalbox.agents.protocol.Report report) {
        controller.reported(this, report);
    }

    /** One end went away; the other hears of it if it can. */
    void close(String reason) {
        if (alive) {
            up.send(() -> {
                alive = false;
                controller.broke(this, reason);
            });
        }
    }

    void broken() {
        alive = false;
        agent.unlinked(this);
    }
}
