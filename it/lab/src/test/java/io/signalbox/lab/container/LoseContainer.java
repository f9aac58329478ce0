package io.signalbox.lab.container;

import com.github.dockerjava.api.DockerClient;
import io.signalbox.lab.fault.Fault;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerState;

/** {@code docker kill}: the container and its address are gone, and nobody starts it until this is healed. */
final class LoseContainer implements Fault {
    private final String server;
    private final ContainerState container;
    private final DockerClient engine = DockerClientFactory.lazyClient();

    LoseContainer(String server, ContainerState container) {
        this.server = server;
        this.container = container;
    }

    @Override
    public void inject() {
        engine.killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void heal() {
        if (!container.isRunning()) {
            engine.startContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public String sentence() {
        return "the container of " + server + " is killed and kept down";
    }
}
