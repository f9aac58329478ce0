package io.signalbox.site.start;

import io.signalbox.site.Site;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Endpoint;
import io.signalbox.site.layout.LoopbackAddresses;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.layout.SiteRegistry;
import io.signalbox.site.render.SiteFiles;
import io.signalbox.site.render.SitePlan;
import io.signalbox.site.supervisor.ControlClient;
import io.signalbox.site.supervisor.Reply;
import io.signalbox.site.supervisor.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Starts a site, or resumes it, and returns when a write through HAProxy was read back. */
public final class Up {
    /** From the start of the processes to the first write. A big backlog of recovery may need it. */
    static final Duration WRITE_BOUND = Duration.ofSeconds(90);

    private static final int DEFAULT_SERVERS = 2;
    private static final Duration CONTROL_BOUND = Duration.ofSeconds(15);

    private final UpRequest request;
    private final SiteLayout layout;
    private final Narrator narrator;

    public Up(UpRequest request, Narrator narrator) {
        this.request = request;
        this.layout = new SiteLayout(request.dir());
        this.narrator = narrator;
    }

    /** Fails with a {@link SiteFailure}, and then nothing that was started here is left running. */
    public Site run() throws IOException, InterruptedException {
        Places.check(layout);
        return SiteLock.holding(layout, this::locked);
    }

    private Site locked() throws IOException, InterruptedException {
        try (Undo undo = new Undo(layout, narrator, request.keep())) {
            SitePlan plan = plan();
            if (running()) {
                narrator.say("The site in " + layout.dir() + " is already running.");
                awaitWrite(plan);
            } else {
                start(plan, undo);
            }
            undo.forget();
            return Site.open(layout.dir());
        }
    }

    private boolean running() {
        Optional<Reply> reply = new ControlClient(layout.controlSocket()).ask(Request.status(), CONTROL_BOUND);
        if (reply.isPresent() && !reply.get().done()) {
            throw new SiteFailure("The supervisor of " + layout.dir() + " does not answer: "
                    + reply.get().refusal() + ".");
        }
        return reply.isPresent();
    }

    private SitePlan plan() throws IOException {
        return SitePlan.of(description(), layout, request.mysql(), request.haproxy(), request.launcher());
    }

    private SiteDescription description() throws IOException {
        if (Files.exists(layout.description())) {
            return known(SiteDescription.read(layout.description()));
        }
        int servers = request.servers().orElse(DEFAULT_SERVERS);
        int index = new SiteRegistry(request.cache()).claim(layout.dir(), this::usable);
        SiteDescription fresh = SiteDescription.local(
                        index, servers, request.proxies().orElse(1))
                .withControllers(request.controllers().orElse(1));
        if (!fresh.problems().isEmpty()) {
            throw new SiteFailure(String.join("\n", fresh.problems()));
        }
        fresh.write(layout.description());
        return fresh;
    }

    private SiteDescription known(SiteDescription known) {
        if (request.servers().isPresent() && request.servers().getAsInt() != known.servers()) {
            throw new SiteFailure("The site in " + layout.dir() + " has " + known.servers() + " database servers, not "
                    + request.servers().getAsInt() + ". Leave --servers out, or make another site with --dir.");
        }
        if (request.proxies().isPresent() && request.proxies().getAsInt() != known.proxies()) {
            throw new SiteFailure("The site in " + layout.dir() + " has " + known.proxies() + " HAProxies, not "
                    + request.proxies().getAsInt() + ". Leave --proxies out, or make another site with --dir.");
        }
        if (request.controllers().isPresent() && request.controllers().getAsInt() != known.controllers()) {
            throw new SiteFailure("The site in " + layout.dir() + " has " + known.controllers() + " controller(s), not "
                    + request.controllers().getAsInt() + ". Leave --controllers out, or make another site with --dir.");
        }
        return known;
    }

    private boolean usable(int index) {
        SiteDescription largest =
                SiteDescription.local(index, SiteDescription.MOST_SERVERS, SiteDescription.MOST_PROXIES);
        return new LoopbackAddresses(index)
                        .endpoints(largest.balancers(), largest.databases()).stream()
                                .allMatch(Endpoint::free)
                && largest.withControllers(ControlHosts.MOST).control().endpoints().stream()
                        .allMatch(Endpoint::free);
    }

    private void start(SitePlan plan, Undo undo) throws IOException, InterruptedException {
        new Leftovers(layout, narrator).clear();
        new PortCheck(plan.description(), layout).require();
        Secrets secrets = new Secrets(layout);
        secrets.create();
        new SiteFiles(plan).write();
        new Seeds(plan, secrets, request.cache(), narrator).plant();
        Archives.publishAfter(layout, request.cache());
        Jars built = Jars.in(request.jars());
        Jars jars = built.copyTo(layout.jars(built.build()));
        SitePrograms programs = new SitePrograms(plan, jars, Archives.of(request.cache(), jars), request.etcd());
        Secrets.directory(layout.supervisor());
        programs.list().write(layout.programs());
        narrator.say("Starting HAProxy, "
                + (plan.databases().size() + plan.proxies().size()) + " agents, controller and web servers.");
        undo.launch(() -> new Launch(layout, programs).run());
        new EtcdAccounts(plan, secrets).create();
        awaitWrite(plan);
    }

    private void awaitWrite(SitePlan plan) throws IOException, InterruptedException {
        new FirstWrite(plan, narrator).await(WRITE_BOUND);
    }
}
