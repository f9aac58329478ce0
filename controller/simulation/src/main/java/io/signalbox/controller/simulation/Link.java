package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Report;

/**
 * One authenticated connection between a controller and an agent. What was sent before it broke may still be read by
 * the agent afterwards, and now and then something is read twice: late originals.
 */
final class Link {
    private final SimulatedController controller;
    private final SimulatedAgent agent;
    private final Chance chance;
    private final Schedule schedule;
    private final Weather weather;
    private final Network.Pipe down;
    private final Network.Pipe up;
    private final long agentLife;
    private boolean alive = true;

    Link(SimulatedController controller, SimulatedAgent agent, World world) {
        this.controller = controller;
        this.agent = agent;
        this.chance = world.chance();
        this.schedule = world.schedule();
        this.weather = world.weather();
        this.agentLife = agent.life();
        this.down = world.network().pipe(controller.name(), agent.name());
        this.up = world.network().pipe(agent.name(), controller.name());
    }

    String agentName() {
        return agent.name();
    }

    String controllerName() {
        return controller.name();
    }

    boolean alive() {
        return alive;
    }

    /** Arrives once, or not at all if the link breaks, and now and then twice. */
    void command(Command command) {
        down.send(() -> {
            if (alive) {
                ifSameProcess(command);
            } else if (chance.oneIn(2)) {
                late(command);
            }
        });
        if (chance.oneIn(weather.twice())) {
            late(command);
        }
    }

    private void late(Command command) {
        schedule.after(chance.between(0, weather.latest()), () -> ifSameProcess(command));
    }

    private void ifSameProcess(Command command) {
        if (agent.life() == agentLife) {
            agent.commanded(this, command);
        }
    }

    void answer(Answer answer) {
        up.send(() -> {
            if (alive) {
                controller.answered(this, answer);
            }
        });
    }

    void report(Report report) {
        up.send(() -> {
            if (alive) {
                controller.reported(this, report);
            }
        });
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
