package io.signalbox.lab.container;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import java.util.List;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container of our own beside the site, in one network, that does nothing until something is run in it. As root, with NET_ADMIN. */
final class Aside extends GenericContainer<Aside> {
    private static final String HOST = "host";

    private Aside(String image, String network) {
        super(DockerImageName.parse(image));
        withNetworkMode(network);
        withLabels(Project.label());
        withCreateContainerCmdModifier(create -> {
            create.withUser("root").withEntrypoint("sleep", "infinity").withCmd();
            create.withHealthcheck(new HealthCheck().withTest(List.of("NONE")));
            Objects.requireNonNull(create.getHostConfig()).withCapAdd(Capability.NET_ADMIN);
        });
    }

    /** In a network of the engine. */
    static Aside in(String network, String image) {
        Aside aside = new Aside(image, network);
        aside.start();
        return aside;
    }

    /** In the network of the engine's host itself, where what passes through all bridges can be seen. */
    static Aside onHost(String image) {
        return in(HOST, image);
    }
}
