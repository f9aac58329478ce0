package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.application.ApplicationDesk;
import io.signalbox.agents.daemon.frontage.FrontDesk;
import io.signalbox.agents.daemon.host.LoadWatch;
import io.signalbox.agents.daemon.http.HttpFront;
import io.signalbox.agents.daemon.http.LoadTold;
import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.daemon.shell.IsolationStatus;
import io.signalbox.agents.daemon.shell.Mind;
import io.signalbox.agents.daemon.shell.Reporter;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Report;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the HTTP face is shown of the agent.
 *
 * @param webServer the name of the one on this host, or empty
 */
record House(Host host, String webServer, Reporter reporter, Mind mind, Supplier<Optional<IsolationStatus>> isolated)
        implements HttpFront.House {
    @Override
    public Optional<Seen> mysql() {
        return host.mysql();
    }

    @Override
    public Report report() {
        return reporter.next();
    }

    @Override
    public Optional<IsolationStatus> isolation() {
        return isolated.get();
    }

    @Override
    public Optional<FrontDesk> frontDesk() {
        return host.frontDesk();
    }

    @Override
    public Optional<ApplicationDesk> application() {
        return host.application();
    }

    @Override
    public Optional<LoadTold> load() {
        return host.load()
                .flatMap(LoadWatch::latest)
                .map(load -> new LoadTold(webServer, load.percent(), load.age().toMillis()));
    }

    @Override
    public void obey(Command command, Consumer<Answer> reply) {
        mind.command(command, reply);
    }
}
