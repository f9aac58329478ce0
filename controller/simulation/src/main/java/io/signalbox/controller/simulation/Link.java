package io.signalbox.controller.simulation;

/**
 * One authenticated connection between a controller and an agent. What was sent before it broke may still be read by
 * the agent afterwards: a late original.
 */
final class Link {
    private static final int TWICE = 200;

    private final SimulatedController controller;
    private final SimulatedAgent agent;
    private final Chance chance;
    private final Network.Pipe down;
    private final Network.Pipe up;
    private final long agentLife;
    private boolean alive = true;

    Link(SimulatedController controller, SimulatedAgent agent, Network network, Chance chance) {
        this.controller = controller;
        this.agent = agent;
        this.chance = chance;
        this.agentLife = agent.life();
        this.down = network.pipe(controller.name(), agent.name());
        this.up = network.pipe(agent.name(), controller.name());
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
            boolean sameProcess = agent.life() == agentLife;
            if (sameProcess && (alive || chance.oneIn(2))) {
                arrival.run();
            }
        });
        if (chance.oneIn(TWICE)) {
            down.send(() -> {
                if (agent.life() == agentLife) {
                    arrival.run();
                }
            });
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
