package io.signalbox.lab.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.output.FrameConsumerResultCallback;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.output.ToStringConsumer;

/**
 * All that an engine has of one test. The name of its Compose project says which process of this machine made it. No registry is needed for
 * Ryuk, which would remove what a killed test left: the next test does.
 */
record Project(String name) {
    private static final String PREFIX = "signalbox-test-";
    private static final Pattern OURS = Pattern.compile(PREFIX + "(\\d+)-.*");
    private static final String LABEL = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    private static final int STOP_SECONDS = 5;
    private static final Duration LOG_BOUND = Duration.ofSeconds(10);

    /** What the name of a project of this process begins with. */
    static String prefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }

    /** For a container that belongs to the tests of this process, but to none of Compose's projects. */
    static Map<String, String> label() {
        return Map.of(LABEL, prefix());
    }

    /** The project of the container with this id. */
    static Project ofContainer(String id) {
        Map<String, String> labels =
                client().inspectContainerCmd(id).exec().getConfig().getLabels();
        return new Project(
                Optional.ofNullable(labels).map(all -> all.get(LABEL)).orElse(""));
    }

    private static DockerClient client() {
        return DockerClientFactory.lazyClient();
    }

    /** Removes what tests left whose process is no more; returns what that was. */
    static List<String> removeLeftovers() {
        List<String> removed = new ArrayList<>();
        for (String name : names()) {
            Matcher ours = OURS.matcher(name);
            if (ours.matches()
                    && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
                Project project = new Project(name);
                removed.addAll(project.left());
                project.remove();
            }
        }
        return removed;
    }

    private static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        Stream.of(
                        containers().stream().map(Container::getLabels),
                        volumes().stream().map(InspectVolumeResponse::getLabels),
                        networks().stream().map(Network::getLabels))
                .flatMap(Function.identity())
                .filter(labels -> labels != null && labels.containsKey(LABEL))
                .forEach(labels -> names.add(labels.get(LABEL)));
        return names;
    }

    private static Collection<Container> containers() {
        return client().listContainersCmd().withShowAll(true).exec();
    }

    private static Collection<InspectVolumeResponse> volumes() {
        List<InspectVolumeResponse> volumes = client().listVolumesCmd().exec().getVolumes();
        return volumes == null ? List.of() : volumes;
    }

    private static Collection<Network> networks() {
        return client().listNetworksCmd().exec();
    }

    private boolean has(Map<String, String> labels) {
        return labels != null && name.equals(labels.get(LABEL));
    }

    /** Each container, volume and network that the engine has of it. */
    List<String> left() {
        return Stream.of(
                        containers().stream()
                                .filter(one -> has(one.getLabels()))
                                .map(one -> one.getNames()[0]),
                        volumes().stream().filter(one -> has(one.getLabels())).map(InspectVolumeResponse::getName),
                        networks().stream().filter(one -> has(one.getLabels())).map(Network::getName))
                .flatMap(Function.identity())
                .toList();
    }

    /** The last lines that each container of this process's projects wrote, by its service. Those that are no more running, too. */
    static SortedMap<String, String> logs(int lines) {
        SortedMap<String, String> logs = new TreeMap<>();
        for (Container container : containers()) {
            Map<String, String> labels = container.getLabels();
            if (labels != null && labels.getOrDefault(LABEL, "").startsWith(prefix())) {
                logs.put(labels.getOrDefault(SERVICE, container.getNames()[0]), end(container.getId(), lines));
            }
        }
        return logs;
    }

    private static String end(String container, int lines) {
        ToStringConsumer text = new ToStringConsumer();
        try (FrameConsumerResultCallback callback = new FrameConsumerResultCallback()) {
            callback.addConsumer(OutputType.STDOUT, text);
            callback.addConsumer(OutputType.STDERR, text);
            client().logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(callback)
                    .awaitCompletion(LOG_BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            return "cannot be read: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text.toUtf8String();
    }

    /** Containers are told to end first: the firewall takes its rules away. */
    private void remove() {
        List<Container> containers =
                containers().stream().filter(one -> has(one.getLabels())).toList();
        containers.parallelStream().forEach(one -> {
            if ("running".equals(one.getState())) {
                client().stopContainerCmd(one.getId()).withTimeout(STOP_SECONDS).exec();
            }
            client().removeContainerCmd(one.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        });
        volumes().stream()
                .filter(one -> has(one.getLabels()))
                .forEach(one -> client().removeVolumeCmd(one.getName()).exec());
        networks().stream()
                .filter(one -> has(one.getLabels()))
                .forEach(one -> client().removeNetworkCmd(one.getId()).exec());
    }
}
