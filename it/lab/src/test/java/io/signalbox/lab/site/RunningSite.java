package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.agents.daemon.mysql.Stranger;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Endpoint;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.Playing;
import io.signalbox.lab.drill.Drills;
import io.signalbox.lab.drill.LinkCut;
import io.signalbox.lab.drill.Options;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.Site;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.discovery.Discovery;
import io.signalbox.site.discovery.Found;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.start.Down;
import io.signalbox.site.start.Trust;
import io.signalbox.site.start.Up;
import io.signalbox.site.start.UpRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A whole site in a directory of its own: real MySQL, real HAProxy, the daemons as they are shipped. */
final class RunningSite {
    private static final Duration QUERY_BOUND = Duration.ofSeconds(20);
    /** The class path of the daemons is what the build has just put together. */
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private final Path dir;
    private final int servers;
    private final int proxies;

    RunningSite(int servers) throws IOException {
        this(servers, 1);
    }

    RunningSite(int servers, int proxies) throws IOException {
        // Unix sockets lie below it: the name must be short.
        this.dir = Files.createTempDirectory(Path.of("/tmp"), "sb");
        this.servers = servers;
        this.proxies = proxies;
    }

    Site up() throws IOException, InterruptedException {
        return new Up(
                        new UpRequest(
                                dir,
                                OptionalInt.of(servers),
                                OptionalInt.of(proxies),
                                REPOSITORY.resolve("target/dist/lib"),
                                cache(),
                                program("SIGNALBOX_MYSQL_HOME", "mysql", "usr/sbin/mysqld"),
                                program("SIGNALBOX_HAPROXY", "haproxy/usr/sbin/haproxy", ""),
                                REPOSITORY.resolve("signalbox"),
                                true),
                        System.err::println)
                .run();
    }

    boolean down() throws InterruptedException {
        return new Down(new SiteLayout(dir), System.err::println).orderly(Down.ORDERLY_BOUND);
    }

    /** Ends whatever is left, and forgets the directory if all went well. */
    void remove(boolean forget) throws IOException, InterruptedException {
        new Down(new SiteLayout(dir), System.err::println).atOnce();
        if (forget) {
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    DrillReport drill(String name, int rounds, LinkCut cut) throws Exception {
        return drill(name, rounds, cut, Duration.ofSeconds(10), Optional.empty());
    }

    DrillReport drill(String name, int rounds, LinkCut cut, Duration time, Optional<String> crashAt) throws Exception {
        String id = name + "-" + crashAt.orElse(cut.name().toLowerCase(java.util.Locale.ROOT));
        return drill(name, id, new Options(rounds, Load.STANDARD, cut, time, true, crashAt, Optional.empty(), 0));
    }

    /** One round with other clients, or another workload. */
    DrillReport drill(String name, Load load) throws Exception {
        String id = name + "-" + load.work() + "-" + load.clients();
        return drill(
                name,
                id.toLowerCase(java.util.Locale.ROOT),
                new Options(
                        1, load, LinkCut.NONE, Duration.ofSeconds(10), true, Optional.empty(), Optional.empty(), 0));
    }

    private DrillReport drill(String name, String id, Options options) throws Exception {
        return Playing.play(dir, id, Drills.named(name).orElseThrow(), options);
    }

    /** Says what a drill found, if it broke a promise other than one of speed: the machine that tests is shared. */
    static void assertSafe(DrillReport report, int rounds) {
        assertThat(report.rounds()).as(String.join("\n", report.reasons())).isEqualTo(rounds);
        assertThat(report.reasons())
                .filteredOn(reason -> !reason.startsWith("write gap"))
                .isEmpty();
        assertThat(report.acknowledged()).isPositive();
    }

    /** What the API says, such as of {@code /proxies}. */
    JsonNode get(String path) throws Failed {
        try (Api api = new Api(Endpoint.ofSite(dir))) {
            return api.get(Api.path(path.substring(1).split("/"))).json();
        }
    }

    /** The status of the demonstration page through one proxy, for a browser that trusts this site's authority. */
    int page(String proxy) throws Exception {
        SiteLayout layout = new SiteLayout(dir);
        String host = SiteDescription.read(layout.description()).addresses().host(proxy);
        try (HttpClient browser = HttpClient.newBuilder()
                .sslContext(Trust.of(layout.authority()))
                .connectTimeout(QUERY_BOUND)
                .build()) {
            URI page = URI.create("https://" + host + ":" + SiteAddresses.WEB_TLS + "/");
            return browser.send(
                            HttpRequest.newBuilder(page).timeout(QUERY_BOUND).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    Session client() throws SQLException {
        Doors doors = Playing.doors(Site.open(dir).describe());
        return Session.open(doors.write(), doors.account(), QUERY_BOUND);
    }

    FreshReads freshReads() {
        SiteOutline site = Site.open(dir).describe();
        return new FreshReads(Playing.doors(site), Address.parse(site.fresh()));
    }

    OwnWrites ownWrites() {
        return new OwnWrites(Site.open(dir).describe());
    }

    /** A session on some replica's administrative port, with the rights of its agent. */
    Session operatorOfAReplica() throws SQLException {
        SiteLayout layout = new SiteLayout(dir);
        Account operator = Account.inFile(AccountNames.OPERATOR, layout.password(AccountNames.OPERATOR));
        for (Address server : Playing.doors(Site.open(dir).describe()).servers().values()) {
            Session session =
                    Session.open(new Address(server.host(), SiteAddresses.MYSQL_ADMIN), operator, QUERY_BOUND);
            if (session.text("SELECT @@super_read_only").equals("1")) {
                return session;
            }
            session.close();
        }
        throw new AssertionError("no replica");
    }

    /** What {@code discover} finds from the server at this address, as the account that agents look with. */
    Found discovered(Address start) throws SQLException, IOException {
        io.signalbox.agents.daemon.mysql.Account monitor = io.signalbox.agents.daemon.mysql.Account.read(
                AccountNames.MONITOR, new SiteLayout(dir).password(AccountNames.MONITOR));
        return Discovery.from(
                new Discovery.Address(start.host(), start.port()),
                each -> Stranger.ask(each.host(), each.port(), monitor));
    }

    /** Where each database server serves clients, by name. */
    Map<String, Address> servers() {
        return Playing.doors(Site.open(dir).describe()).servers();
    }

    /** Every process that carries the site's mark in its environment. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::marked).toList();
    }

    private boolean marked(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"))
                    .contains("SIGNALBOX_SITE=" + dir);
        } catch (IOException gone) {
            return false;
        }
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("SIGNALBOX_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "signalbox"));
    }

    private static Path program(String variable, String below, String file) {
        Path path = Optional.ofNullable(System.getenv(variable)).map(Path::of).orElseGet(() -> cache().resolve(below));
        assertThat(path.resolve(file))
                .as("is missing: `./signalbox test` unpacks it")
                .isExecutable();
        return path;
    }
}
