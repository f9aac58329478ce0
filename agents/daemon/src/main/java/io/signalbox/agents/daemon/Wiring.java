package io.signalbox.agents.daemon;

import io.signalbox.agents.core.AgentCore;
import io.signalbox.agents.core.AgentSettings;
import io.signalbox.agents.daemon.application.ApplicationDesk;
import io.signalbox.agents.daemon.application.HookDesk;
import io.signalbox.agents.daemon.config.AgentConfig;
import io.signalbox.agents.daemon.frontage.FrontDesk;
import io.signalbox.agents.daemon.gate.DataDir;
import io.signalbox.agents.daemon.gate.MemoryFile;
import io.signalbox.agents.daemon.gate.Tails;
import io.signalbox.agents.daemon.host.HostWatch;
import io.signalbox.agents.daemon.host.LoadWatch;
import io.signalbox.agents.daemon.http.AgentAsker;
import io.signalbox.agents.daemon.http.AgentLoadAsker;
import io.signalbox.agents.daemon.http.HttpFront;
import io.signalbox.agents.daemon.isolation.AckerSight;
import io.signalbox.agents.daemon.isolation.IsolationWatch;
import io.signalbox.agents.daemon.isolation.PortFence;
import io.signalbox.agents.daemon.isolation.PortFences;
import io.signalbox.agents.daemon.link.Doorkeeper;
import io.signalbox.agents.daemon.link.Links;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.daemon.mysql.Account;
import io.signalbox.agents.daemon.mysql.ActSession;
import io.signalbox.agents.daemon.mysql.CloneWatch;
import io.signalbox.agents.daemon.mysql.Examiner;
import io.signalbox.agents.daemon.mysql.FenceSession;
import io.signalbox.agents.daemon.mysql.MysqlAccess;
import io.signalbox.agents.daemon.mysql.ProbePeriods;
import io.signalbox.agents.daemon.mysql.Probes;
import io.signalbox.agents.daemon.process.Lateness;
import io.signalbox.agents.daemon.process.MysqldLauncher;
import io.signalbox.agents.daemon.process.MysqldProcess;
import io.signalbox.agents.daemon.process.MysqldSearch;
import io.signalbox.agents.daemon.process.ProcessWatch;
import io.signalbox.agents.daemon.proxy.PoolSettings;
import io.signalbox.agents.daemon.proxy.ProxyDriver;
import io.signalbox.agents.daemon.proxy.ProxySockets;
import io.signalbox.agents.daemon.proxy.ReadPoolWatch;
import io.signalbox.agents.daemon.proxy.WebPoolSettings;
import io.signalbox.agents.daemon.proxy.WebPoolWatch;
import io.signalbox.agents.daemon.shell.Desk;
import io.signalbox.agents.daemon.shell.IsolationStatus;
import io.signalbox.agents.daemon.shell.Loop;
import io.signalbox.agents.daemon.shell.Mind;
import io.signalbox.agents.daemon.shell.Publisher;
import io.signalbox.agents.daemon.shell.Reporter;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.pool.LagCurve;
import io.signalbox.haproxy.pool.LoadCurve;
import io.signalbox.mysql.doctor.Pace;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Makes every adapter, once, and ties them together. Nobody else does. */
final class Wiring {
    private final AgentConfig config;
    private final Vertx vertx;
    private final Loop loop;
    private final Bell bell = new Bell();
    private final Bell ending = new Bell();
    private final AgentMetrics metrics;

    private Wiring(AgentConfig config) {
        this.config = config;
        this.vertx = vertx();
        this.loop = new VertxLoop(vertx, vertx.getOrCreateContext());
        this.metrics = new AgentMetrics(config.server());
    }

    /** Ties everything of an agent together, and starts it. */
    static Agent start(AgentConfig config) throws CannotRun {
        return new Wiring(config).agent();
    }

    /** One event loop, which is the agent's serial thread. */
    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    private Agent agent() throws CannotRun {
        StateLock lock = StateLock.take(config.stateDir());
        try {
            MemoryFile memory = new MemoryFile(config.stateDir());
            MemoryFile.Found found = memory.read();
            Agent agent = agent(lock, memory, found);
            agent.start(found);
            return agent;
        } catch (IOException | IllegalArgumentException e) {
            lock.close();
            throw new CannotRun("this agent cannot run: " + e.getMessage(), e);
        }
    }

    private Agent agent(StateLock lock, MemoryFile memory, MemoryFile.Found found) throws IOException {
        AgentCore core = new AgentCore(settings(), found.memory());
        Host host = host(found);
        Mind mind = new Mind(
                core,
                new HostWorks(memory, host.mysqldSide(), host.proxyDriver()),
                loop,
                Thread.ofVirtual().name("work-", 0).factory(),
                new Desk(config.server(), metrics),
                metrics,
                bell::ring);
        ending.answer(() -> loop.execute(mind::ends));
        byte[] key = Handshake.key(Files.readString(config.keyFile()));
        String incarnation = UUID.randomUUID().toString();
        Reporter reporter = new Reporter(config.server(), incarnation, core, host);
        Links links =
                new Links(new Doorkeeper(key, config.server(), incarnation), mind::command, reporter::frame, metrics);
        host.mysqldSide().map(MysqldSide::examiner).ifPresent(examiner -> shows(examiner, links));
        Publisher publisher =
                new Publisher(reporter, links, loop, config.periods().report(), metrics);
        bell.answer(publisher::soon);
        Optional<IsolationWatch> watch =
                host.mysqldSide().map(side -> isolationWatch(side.isolation(), core, links, mind));
        House house = new House(
                host,
                config.application().map(AgentConfig.Application::server).orElse(""),
                reporter,
                mind,
                () -> watch.map(looks -> isolation(looks, core, links, lack(host))));
        HttpFront front = new HttpFront(vertx, config.server(), key, house, links, metrics);
        Pools pools = new Pools(readPool(host), webPool(host));
        return new Agent(config, vertx, loop, lock, host, mind, publisher, watch, pools, front, metrics);
    }

    /** Controllers are told what the examiner has seen. */
    private void shows(Examiner examiner, Links links) {
        examiner.tells(() -> loop.execute(() ->
                links.examined(() -> examiner.latest().map(Frame.Examined::new).map(Wire::encode))));
    }

    private IsolationWatch isolationWatch(IsolationSide side, AgentCore core, Links links, Mind mind) {
        return new IsolationWatch(
                config.server(),
                side.sight(),
                () -> core.memory().learned(),
                links::silent,
                loop::execute,
                mind::looked);
    }

    private IsolationStatus isolation(IsolationWatch watch, AgentCore core, Links links, String lack) {
        return new IsolationStatus(config.isolation().after(), core.isAlone(), links.silent(), watch.last(), lack);
    }

    private static String lack(Host host) {
        return host.mysqldSide().map(side -> side.isolation().lack()).orElse("");
    }

    private Host host(MemoryFile.Found found) throws IOException {
        Optional<MysqldSide> mysqld = Optional.empty();
        if (config.mysqld().isPresent()) {
            mysqld = Optional.of(mysqldSide(config.mysqld().get()));
        }
        Optional<ProxyDriver> proxy = config.proxy().map(this::proxyDriver);
        proxy.ifPresent(driver -> found.memory()
                .route()
                .ifPresent(route -> driver.remember(found.memory().routeToken(), route)));
        HostWatch watch =
                new HostWatch(config.mysqld().map(AgentConfig.Mysqld::dataDir).orElse(config.stateDir()));
        Optional<ApplicationDesk> application = Optional.empty();
        if (config.application().isPresent()) {
            application = Optional.of(applicationDesk(config.application().get()));
        }
        return new Host(
                watch,
                mysqld,
                proxy,
                proxy.map(this::frontDesk),
                application,
                application.map(desk -> new LoadWatch()));
    }

    private ApplicationDesk applicationDesk(AgentConfig.Application application) throws IOException {
        return new ApplicationDesk(
                application.server(),
                application.hook().map(hook -> new HookDesk.Hook(hook.program(), hook.rollback(), hook.deadline())),
                application.health(),
                application.paths(),
                application.every(),
                config.stateDir());
    }

    private MysqldSide mysqldSide(AgentConfig.Mysqld mysqld) throws IOException {
        MysqlAccess access = access(mysqld);
        AgentConfig.Periods periods = config.periods();
        Probes probes = new Probes(
                access, new ProbePeriods(periods.probe(), periods.report()), new ProbesTold(bell, ending, metrics));
        CloneWatch copying = new CloneWatch(access, bell::ring);
        return new MysqldSide(
                new MysqldProcess(new MysqldSearch(mysqld), new MysqldLauncher(mysqld)),
                new ProcessWatch(periods.process()),
                new ActSession(access, copying),
                probes,
                new Examiner(
                        access,
                        new Pace(
                                periods.probe(),
                                periods.report(),
                                config.isolation().after())),
                new Tails(mysqld.dataDir(), mysqld.tailDir()),
                new DataDir(mysqld.dataDir()),
                copying,
                isolationSide(mysqld, access),
                new Lateness(probes::readSilent, periods.process()));
    }

    private IsolationSide isolationSide(AgentConfig.Mysqld mysqld, MysqlAccess access) throws IOException {
        FenceSession session = new FenceSession(access);
        AckerSight ackers = new AckerSight(session, InetAddress.getByName(mysqld.host()), mysqld.port());
        return new IsolationSide(portFence(mysqld), session, ackers, metrics);
    }

    private static PortFence portFence(AgentConfig.Mysqld mysqld) throws IOException {
        try {
            return PortFences.probe(mysqld.host(), mysqld.port());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    private MysqlAccess access(AgentConfig.Mysqld mysqld) throws IOException {
        return new MysqlAccess(
                config.server(),
                mysqld.host(),
                mysqld.adminPort(),
                account(mysqld.monitor()),
                account(mysqld.operator()),
                account(mysqld.door()),
                account(mysqld.donor()),
                mysqld.cloneLimits(),
                account(mysqld.replication()));
    }

    private static Account account(AgentConfig.Login login) throws IOException {
        return Account.read(login.user(), login.passwordFile());
    }

    private ProxyDriver proxyDriver(AgentConfig.Proxy proxy) {
        return new ProxyDriver(
                new ProxySockets(proxy.runtimeSocket(), proxy.masterSocket()),
                proxy.names(),
                new ProxyTold(bell, metrics));
    }

    private Optional<ReadPoolWatch> readPool(Host host) {
        return config.proxy()
                .flatMap(AgentConfig.Proxy::readPool)
                .map(pool -> new ReadPoolWatch(
                        settings(pool),
                        host.proxyDriver().orElseThrow(),
                        new AgentAsker(vertx),
                        work -> Thread.ofVirtual().name("read-pool").start(work),
                        loop::execute,
                        new PoolTold(metrics)));
    }

    private static PoolSettings settings(AgentConfig.ReadPool pool) {
        return new PoolSettings(
                new Name(pool.backend()),
                new LagCurve(pool.wholeUpTo(), pool.maxLag()),
                pool.whenAllLag(),
                pool.fresh().map(fresh -> new PoolSettings.Doors(new Name(fresh.backend()), fresh.within())));
    }

    private Optional<WebPoolWatch> webPool(Host host) {
        return config.proxy()
                .flatMap(AgentConfig.Proxy::webPool)
                .map(pool -> new WebPoolWatch(
                        settings(pool),
                        host.proxyDriver().orElseThrow(),
                        new AgentLoadAsker(vertx),
                        work -> Thread.ofVirtual().name("web-pool").start(work),
                        loop::execute,
                        new WebPoolTold(metrics)));
    }

    private static WebPoolSettings settings(AgentConfig.WebPool pool) {
        SortedMap<Name, WebPoolSettings.Address> agents = new TreeMap<>();
        pool.servers()
                .forEach(server ->
                        agents.put(new Name(server.name()), new WebPoolSettings.Address(server.host(), server.port())));
        return new WebPoolSettings(new Name(pool.backend()), new LoadCurve(pool.floorPercent()), agents);
    }

    private FrontDesk frontDesk(ProxyDriver driver) {
        AgentConfig.Proxy proxy = config.proxy().orElseThrow();
        return new FrontDesk(
                driver.commandLine(), proxy.certificates(), proxy.limits(), InstantSource.system(), metrics::fronts);
    }

    private AgentSettings settings() {
        Optional<AgentConfig.Mysqld> mysqld = config.mysqld();
        return new AgentSettings(
                config.server(),
                mysqld.isPresent(),
                config.proxy().isPresent(),
                mysqld.map(AgentConfig.Mysqld::host).orElse(""),
                mysqld.map(database -> database.replication().user()).orElse(""),
                config.isolation().after(),
                AgentSettings.Bounds.defaults());
    }
}
