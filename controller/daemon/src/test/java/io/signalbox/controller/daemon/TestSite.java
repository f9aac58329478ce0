package io.signalbox.controller.daemon;

import io.signalbox.controller.daemon.config.ConfigReader;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.signalbox.controller.daemon.config.InvalidConfig;
import io.signalbox.controller.daemon.loop.Failpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A whole controller around a fake mind, on any free port. */
public final class TestSite implements AutoCloseable {
    public static final String HOST = "127.0.205.1";
    public static final String KEY = "5a".repeat(32);

    private final Path dir;
    private final FakeMind mind = new FakeMind(Samples.view());
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private String agentPort = "8091";
    private int proxies = 1;
    private String drills = "drills: {allowed: false, command: [/bin/false], dir: /nowhere}";
    private String store = "store: {kind: file}";
    private String name = "c1";
    private Wiring wiring;

    public TestSite(Path dir) throws IOException {
        this.dir = dir;
        Path key = dir.resolve("site.key");
        if (Files.notExists(key)) {
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, KEY);
        }
    }

    public TestSite withAgentPort(int port) {
        agentPort = Integer.toString(port);
        return this;
    }

    public TestSite named(String controller) {
        name = controller;
        return this;
    }

    /** @param yaml lines of the file */
    public TestSite withStore(String yaml) {
        store = yaml;
        return this;
    }

    /** lb1 on 127.0.205.2, lb2 on the next address, and so on. */
    public TestSite withProxies(int number) {
        proxies = number;
        return this;
    }

    private String proxies() {
        return IntStream.rangeClosed(1, proxies)
                .mapToObj(i -> "{name: lb%d, agent: \"127.0.205.%d:%s\"}".formatted(i, i + 1, agentPort))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    public TestSite withDrills(String command) {
        drills = "drills: {allowed: true, command: [" + command + "], dir: " + dir.resolve("site") + "}";
        return this;
    }

    public TestSite start() throws IOException {
        try {
            wiring = Wiring.start(ConfigReader.read(yaml(0)), settings -> mind, Failpoint.none(), fatal::add);
            return this;
        } catch (InvalidConfig e) {
            throw new IllegalStateException(e);
        }
    }

    public String yaml(int port) {
        return """
                site: local
                controller: %7$s
                listen: {host: %1$s, port: %2$d}
                bind: %1$s
                stateDir: %3$s/state
                keyFile: %3$s/site.key
                tokens:
                  - {role: admin, file: %3$s/admin.token}
                  - {role: operator, file: %3$s/operator.token}
                  - {role: viewer, file: %3$s/viewer.token}
                clusters:
                  - name: main
                    servers:
                      - {name: db1, host: 127.0.205.11, port: 3306, agent: "127.0.205.11:%4$s"}
                      - {name: db2, host: 127.0.205.12, port: 3306, agent: "127.0.205.12:%4$s"}
                proxies: %8$s
                backends: [{name: web, servers: [{name: web1, weight: 100}, {name: web2, weight: 100, host: db2}]}]
                %5$s
                %6$s
                """.formatted(HOST, port, dir, agentPort, drills, store, name, proxies());
    }

    public FakeMind mind() {
        return mind;
    }

    public List<Throwable> fatal() {
        return fatal;
    }

    public int port() {
        return wiring.port();
    }

    public String url() {
        return "http://" + HOST + ":" + port();
    }

    public String token(Role role) {
        try {
            return Files.readString(dir.resolve(role.name().toLowerCase(Locale.ROOT) + ".token"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        wiring.close();
    }
}
