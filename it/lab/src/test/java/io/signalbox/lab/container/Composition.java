package io.signalbox.lab.container;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.utility.CommandLine;

/**
 * A file of Compose, brought up with the Compose that this machine has, as an operator would: {@code docker-compose}, or the plugin
 * {@code docker compose}. For Testcontainers these are two classes with nothing in common.
 */
record Composition(Startable site, Function<String, Optional<ContainerState>> container) {

    /**
     * @param name of the project, to which Testcontainers adds six characters
     * @param awaited services that have to be healthy before {@code start} returns
     */
    static Composition of(
            File file, String name, Map<String, String> environment, List<String> awaited, Duration bound) {
        return CommandLine.executableExists(DockerComposeContainer.COMPOSE_EXECUTABLE)
                ? program(file, name, environment, awaited, bound)
                : plugin(file, name, environment, awaited, bound);
    }

    private static Composition program(
            File file, String name, Map<String, String> environment, List<String> awaited, Duration bound) {
        DockerComposeContainer<?> site = new DockerComposeContainer<>(name, file);
        site.withPull(false).withEnv(environment).withStartupTimeout(bound);
        awaited.forEach(
                service -> site.waitingFor(service, Wait.forHealthcheck().withStartupTimeout(bound)));
        return new Composition(site, site::getContainerByServiceName);
    }

    private static Composition plugin(
            File file, String name, Map<String, String> environment, List<String> awaited, Duration bound) {
        ComposeContainer site = new ComposeContainer(name, file);
        site.withPull(false).withEnv(environment).withStartupTimeout(bound);
        awaited.forEach(
                service -> site.waitingFor(service, Wait.forHealthcheck().withStartupTimeout(bound)));
        return new Composition(site, site::getContainerByServiceName);
    }

    ContainerState container(String service) {
        return container
                .apply(service)
                .orElseThrow(() -> new IllegalStateException("There is no container of " + service + "."));
    }
}
