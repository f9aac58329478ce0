package io.signalbox.lab.container;

import com.github.dockerjava.api.DockerClient;
import io.signalbox.lab.fault.Fault;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerState;

/** {@code docker pause}: every process of a container stands still, its kernel still answers for it. */
final class PauseContainer implements Fault {
    private final String server;
    private final ContainerState container;
    private final DockerClient engine = DockerClientFactory.lazyClient();

    PauseContainer(String server, ContainerState container) {
        this.server = server;
        this.container = container;
    }

    @Override
    public void inject() {
        engine.pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void heal() {
        if (Boolean.TRUE.equals(container.getCurrentContainerInfo().getState().getPaused())) {
            engine.unpauseContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public String sentence() {
        return "the container of " + server + " is paused";
    }
}
