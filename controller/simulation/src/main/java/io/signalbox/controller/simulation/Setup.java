package io.signalbox.controller.simulation;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a world begins. Everything but the weather and the log is the shipped product's, unless a test damages it.
 *
 * @param log of everything that happens, for people
 */
record Setup(
        Weather weather,
        Mind.ControllerMaker controllers,
        Mind.AgentMaker agents,
        Set<Flaw> flaws,
        Optional<Consumer<String>> log) {
    static Setup shipped(Weather weather, Optional<Consumer<String>> log) {
        return new Setup(weather, Mind.OfController::shipped, Mind.OfAgent::shipped, EnumSet.noneOf(Flaw.class), log);
    }

    Setup with(Mind.AgentMaker damaged) {
        return new Setup(weather, controllers, damaged, flaws, log);
    }

    Setup with(Mind.ControllerMaker damaged) {
        return new Setup(weather, damaged, agents, flaws, log);
    }

    Setup with(Flaw flaw) {
        return new Setup(weather, controllers, agents, EnumSet.of(flaw), log);
    }

    Setup in(Weather other) {
        return new Setup(other, controllers, agents, flaws, log);
    }

    boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }
}
