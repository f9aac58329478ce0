package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.application.ApplicationDesk;
import io.signalbox.agents.daemon.frontage.FrontDesk;
import io.signalbox.agents.daemon.host.HostWatch;
import io.signalbox.agents.daemon.host.LoadWatch;
import io.signalbox.agents.daemon.mysql.CloneWatch;
import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.daemon.proxy.ProxyDriver;
import io.signalbox.agents.daemon.shell.Sight;
import io.signalbox.agents.protocol.Report;
import java.util.Optional;

/**
 * What this agent looks after, and its eyes on it.
 *
 * @param load of a web server's host
 */
record Host(
        HostWatch watch,
        Optional<MysqldSide> mysqldSide,
        Optional<ProxyDriver> proxyDriver,
        Optional<FrontDesk> frontDesk,
        Optional<ApplicationDesk> application,
        Optional<LoadWatch> load)
        implements Sight, AutoCloseable {

    @Override
    public Optional<Seen> mysql() {
        return mysqldSide.map(side -> side.seen());
    }

    @Override
    public Report.Host host() {
        return watch.host(mysqldSide.map(side -> side.tails().newest()).orElse(""));
    }

    @Override
    public Optional<Report.Proxy> proxy() {
        return proxyDriver.map(ProxyDriver::snapshot);
    }

    @Override
    public Optional<CloneWatch.Progress> copying() {
        return mysqldSide.flatMap(side -> side.copying().progress());
    }

    @Override
    public long mysqldPid() {
        return mysqldSide.map(MysqldSide::pid).orElse(0L);
    }

    @Override
    public boolean mysqldHalted() {
        return mysqldSide.map(MysqldSide::isHalted).orElse(false);
    }

    @Override
    public void close() {
        application.ifPresent(ApplicationDesk::close);
        proxyDriver.ifPresent(ProxyDriver::close);
        mysqldSide.ifPresent(MysqldSide::close);
    }
}
