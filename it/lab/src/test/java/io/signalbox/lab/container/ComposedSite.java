package io.signalbox.lab.container;

import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import io.signalbox.lab.container.CutNetwork.Flow;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.site.LabSite;
import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.testcontainers.containers.ContainerState;

/**
 * docker-compose.yml, as it is shipped, with a name, addresses and networks of its own. Links are cut on the bridges of its networks.
 * What it needs of the outside: images of {@code ./signalbox images}, an engine on this machine that {@code DOCKER_HOST} names.
 */
final class ComposedSite implements LabSite {
    static final String DATABASE = "database";
    static final String CLIENTS = "clients";

    private static final String PUBLISHED = "127.0.240.1";
    private static final String SECRETS = "/var/lib/signalbox/secrets/";
    private static final String FIREWALL = "firewall";
    private static final String WEB = "web1";
    private static final int LOG_LINES = 40;
    private static final int SMALL = 2;
    private static final Path FILE =
            Path.of("../../docker-compose.yml").toAbsolutePath().normalize();

    private final Composition composition;
    private final int databases;
    private final Path access = Files.createTempDirectory("signalbox-access");
    private final Map<String, SortedMap<String, String>> addresses = new TreeMap<>();
    private Optional<Project> project = Optional.empty();
    private Optional<Aside> host = Optional.empty();

    private ComposedSite(int databases, Duration bound) throws IOException {
        this.databases = databases;
        this.composition = Composition.of(FILE.toFile(), Project.prefix(), environment(), services(), bound);
    }

    /** Why there can be no container here; empty if there can, once every image is built. */
    static Optional<String> lack() throws IOException, InterruptedException {
        return Engine.lack();
    }

    /**
     * Returns when every container is healthy.
     *
     * @param databases 2 (the profile small) or 3 (full, with what watches)
     */
    static ComposedSite start(int databases, Duration bound) throws IOException {
        List<String> left = Project.removeLeftovers();
        if (!left.isEmpty()) {
            System.err.println("Removed what an earlier test left: " + left);
        }
        ComposedSite site = new ComposedSite(databases, bound);
        try {
            site.up();
            return site;
        } catch (RuntimeException e) {
            site.logs().forEach((name, end) -> System.err.println("---- " + name + "\n" + end));
            site.closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "COMPOSE_PROFILES",
                databases == SMALL ? "small" : "full",
                "SIGNALBOX_PUBLISH",
                PUBLISHED,
                "SIGNALBOX_PUBLISH_OPERATORS",
                PUBLISHED,
                "SIGNALBOX_DATABASE_NETWORK",
                "10.78.1",
                "SIGNALBOX_WEB_NETWORK",
                "10.78.2",
                "SIGNALBOX_CLIENTS_NETWORK",
                "10.78.3");
    }

    /** Those that have to be well. */
    private List<String> services() {
        List<String> services = new ArrayList<>(List.of(FIREWALL, Names.BALANCER, Names.CONTROLLER, WEB, "web2"));
        services.addAll(Names.databases(databases));
        return services;
    }

    private void up() {
        composition.site().start();
        project = Optional.of(Project.ofContainer(container(FIREWALL).getContainerId()));
        Aside outside = Aside.onHost(image(FIREWALL));
        host = Optional.of(outside);
        CutNetwork.healLeftovers(outside);
        for (String service : services()) {
            addresses.put(service, addressesOf(service));
        }
        addresses.remove(FIREWALL);
        letIn();
    }

    private void letIn() {
        Path token = access.resolve("admin.token");
        Address api = published(Names.CONTROLLER, SiteAddresses.API);
        try {
            Secrets.writePrivately(
                    token, Inside.succeeds(container(Names.CONTROLLER), "cat", SECRETS + token.getFileName()));
            Files.writeString(
                    access.resolve("site.json"), "{\"api\": \"http://" + api + "\", \"tokenFile\": \"" + token + "\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ContainerState container(String service) {
        return composition.container(service);
    }

    String image(String service) {
        return Objects.requireNonNull(
                container(service).getContainerInfo().getConfig().getImage());
    }

    /** The engine's name of one of the site's networks. */
    String network(String network) {
        return container(Names.BALANCER).getContainerInfo().getNetworkSettings().getNetworks().keySet().stream()
                .filter(name -> name.endsWith("_" + network))
                .findFirst()
                .orElseThrow();
    }

    /** The address of a service's container in one of the site's networks. */
    String address(String service, String network) {
        return Objects.requireNonNull(
                Objects.requireNonNull(addresses.get(service)).get(network(network)));
    }

    private SortedMap<String, String> addressesOf(String service) {
        SortedMap<String, String> found = new TreeMap<>();
        Map<String, ContainerNetwork> networks =
                container(service).getContainerInfo().getNetworkSettings().getNetworks();
        networks.forEach((name, network) -> found.put(name, String.valueOf(network.getIpAddress())));
        return found;
    }

    /** Where a port of a container can be reached on this machine. */
    private Address published(String service, int port) {
        Ports.Binding binding = Objects.requireNonNull(container(service)
                .getContainerInfo()
                .getNetworkSettings()
                .getPorts()
                .getBindings()
                .get(ExposedPort.tcp(port)))[0];
        return new Address(binding.getHostIp(), Integer.parseInt(binding.getHostPortSpec()));
    }

    /** Each container that is not well. */
    SortedSet<String> unhealthy() {
        SortedSet<String> unhealthy = new TreeSet<>(services());
        unhealthy.removeIf(service -> container(service).isHealthy());
        return unhealthy;
    }

    @Override
    public Doors doors() {
        String password = Inside.succeeds(container(WEB), "cat", SECRETS + "client.password");
        SortedMap<String, Address> servers = new TreeMap<>();
        Names.databases(databases)
                .forEach(server -> servers.put(server, new Address(address(server, DATABASE), SiteAddresses.MYSQL)));
        return new Doors(
                published(Names.BALANCER, SiteAddresses.WRITE),
                published(Names.BALANCER, SiteAddresses.READ),
                servers,
                new Account("app", password));
    }

    @Override
    public Path access() {
        return access;
    }

    @Override
    public SortedSet<String> hosts() {
        return new TreeSet<>(addresses.keySet());
    }

    @Override
    public Fault killMysqld(String server) {
        return SignalMysqld.kill(server, container(server));
    }

    @Override
    public Fault freezeMysqld(String server) {
        return SignalMysqld.freeze(server, container(server));
    }

    @Override
    public Fault pause(String server) {
        return new PauseContainer(server, container(server));
    }

    @Override
    public Fault loseHost(String server) {
        return new LoseContainer(server, container(server));
    }

    @Override
    public Fault cut(Collection<String> some, Collection<String> others) {
        List<Flow> flows = flows(some, others);
        flows.addAll(flows(others, some));
        return new CutNetwork(host.orElseThrow(), some + " and " + others + " lose every packet between them", flows);
    }

    @Override
    public Fault cutOneWay(Collection<String> senders, Collection<String> receivers) {
        return new CutNetwork(host.orElseThrow(), receivers + " hear nothing of " + senders, flows(senders, receivers));
    }

    /** Through every network that both are in. */
    private List<Flow> flows(Collection<String> senders, Collection<String> receivers) {
        List<Flow> flows = new ArrayList<>();
        for (String sender : senders) {
            for (String receiver : receivers) {
                Map<String, String> to = Objects.requireNonNull(addresses.get(receiver), receiver);
                Objects.requireNonNull(addresses.get(sender), sender).forEach((network, from) -> {
                    if (to.containsKey(network)) {
                        flows.add(new Flow(from, to.get(network)));
                    }
                });
            }
        }
        return flows;
    }

    @Override
    public SortedMap<String, String> logs() {
        return Project.logs(LOG_LINES);
    }

    /** Everything of this site that the engine, or the kernel of its host, still has. */
    List<String> left() {
        List<String> left = new ArrayList<>(project.map(Project::left).orElse(List.of()));
        host.stream()
                .flatMap(outside ->
                        Inside.succeeds(outside, "nft", "list", "tables").lines())
                .filter(table -> table.contains("signalbox"))
                .forEach(left::add);
        return left;
    }

    /** Deletes containers, networks and volumes; fails with what is left. */
    @Override
    public void close() {
        try {
            composition.site().stop();
            List<String> left = left();
            if (!left.isEmpty()) {
                throw new IllegalStateException("The site in containers left " + left + ".");
            }
        } finally {
            host.ifPresent(Aside::stop);
            forget();
        }
    }

    private void forget() {
        try {
            for (Path file : List.of(access.resolve("admin.token"), access.resolve("site.json"), access)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
