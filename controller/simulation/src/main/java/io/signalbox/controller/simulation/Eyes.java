package io.signalbox.controller.simulation;

import io.signalbox.agents.core.Company;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What an agent's probes see of a simulated mysqld. */
final class Eyes {
    private static final long PROBE = 100 * Schedule.MILLI;
    private static final int PORT = 3306;

    private final SimulatedMysql mysql;
    private final Schedule schedule;
    private Optional<Report.Mysql> last = Optional.empty();
    private long life = -1;
    private long read;
    private long wrote;

    Eyes(SimulatedMysql mysql, Schedule schedule) {
        this.mysql = mysql;
        this.schedule = schedule;
    }

    /** A heartbeat was acknowledged. */
    void wrote() {
        wrote = schedule.now();
    }

    void look() {
        if (mysql.life() != life) {
            life = mysql.life();
            last = Optional.empty();
            read = schedule.now();
            wrote = schedule.now();
        }
        if (mysql.answers()) {
            read = Math.max(read, schedule.now() - schedule.now() % PROBE);
            last = Optional.of(seen());
            wrote = mysql.readOnly() ? schedule.now() : wrote;
        }
    }

    Optional<Report.Mysql> mysql() {
        return mysql.running() ? last : Optional.empty();
    }

    Report.Probes probes() {
        ProbeFault fault = !mysql.running() || mysql.end().begun()
                ? ProbeFault.REFUSED
                : mysql.offline()
                        ? ProbeFault.OFFLINE
                        : mysql.hangs()
                                ? ProbeFault.SILENT
                                : mysql.commits().waiting() > 0 && ago(wrote) > 3 * PROBE
                                        ? ProbeFault.WAITS_FOR_ACKNOWLEDGEMENT
                                        : !mysql.readOnly() && ago(wrote) > PROBE
                                                ? mysql.writes().trouble().fault()
                                                : ProbeFault.NONE;
        return new Report.Probes(
                time(read),
                mysql.readOnly() ? Duration.ZERO : time(wrote),
                fault,
                fault == ProbeFault.NONE ? "" : "" + fault,
                mysql.starves()
                        ? Optional.of(
                                new Report.Delay(Schedule.toDuration(Math.max(0, ago(read) - PROBE)), Duration.ZERO))
                        : Optional.empty());
    }

    Report.Host host() {
        return mysql.writes().trouble().host();
    }

    /** Whether any of these fetches from here, and is reached. */
    Company company(Set<String> ackers, Network network) {
        if (!mysql.commits().counted()) {
            return Company.NOT_NEEDED;
        }
        boolean connected = mysql.dumps().stream()
                .filter(Dump::served)
                .map(Dump::replicaName)
                .anyMatch(replica -> ackers.contains(replica) && network.openBothWays(replica, mysql.name()));
        return connected ? Company.CONNECTED : Company.NONE;
    }

    private long ago(long when) {
        return schedule.now() - when;
    }

    private Duration time(long since) {
        return Schedule.toDuration(ago(since));
    }

    private Report.Mysql seen() {
        Disk disk = mysql.disk();
        return new Report.Mysql(
                disk.uuid(),
                1,
                "9.7.4",
                mysql.readOnly(),
                mysql.readOnly(),
                mysql.offline(),
                new Report.SemiSync(
                        mysql.commits().counted(),
                        mysql.acknowledges(),
                        mysql.commits().count(),
                        (int) mysql.dumps().stream()
                                .filter(Dump::mayAcknowledge)
                                .count()),
                new Report.Receiver(
                        mysql.receiver().state(),
                        disk.source().isEmpty() ? "" : disk.source() + ":" + PORT,
                        Schedule.toDuration(mysql.receiver().silent()),
                        mysql.receiver().error()),
                new Report.Applier(
                        mysql.applier().on(), disk.backlog(), mysql.applier().error()),
                disk.executed(),
                disk.received(),
                mysql.commits().waiting(),
                Schedule.toDuration(mysql.applier().lag()),
                1,
                100,
                Duration.ZERO,
                Optional.empty());
    }
}
