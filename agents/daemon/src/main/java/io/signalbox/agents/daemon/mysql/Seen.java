package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report;
import java.util.Optional;

/** What the probes know at one moment; {@code mysql} is absent while no connection has answered since mysqld's start. */
public record Seen(Report.Probes probes, Optional<Report.Mysql> mysql) {}
