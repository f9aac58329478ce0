package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.Mysql;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.settings.ClusterSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Shipped kernels that believe whom they should not. */
final class DamagedWitnesses {
    private static final Duration LONG = Duration.ofSeconds(10);

    private DamagedWitnesses() {}

    static Mind.ControllerMaker hearing(UnaryOperator<Report> change) {
        return settings -> new DamagedLeaders.Wrapped(settings) {
            @Override
            Event in(Event event) {
                return event instanceof Event.Reported e ? new Event.Reported(e.at(), change.apply(e.report())) : event;
            }
        };
    }

    /** No replica is believed to hear anything. */
    static Report receivesNothing(Report report) {
        return with(report, report.probes(), report.mysql().map(DamagedWitnesses::deaf));
    }

    /** A server whose SQL waits for a processor is taken for hung. */
    static Report withoutDelay(Report report) {
        Report.Probes p = report.probes();
        return with(
                report, new Report.Probes(p.readSilent(), p.writeSilent(), p.fault(), p.sentence()), report.mysql());
    }

    private static Mysql deaf(Mysql m) {
        Report.Receiver r = m.receiver();
        return new Mysql(
                m.uuid(),
                m.serverId(),
                m.version(),
                m.readOnly(),
                m.superReadOnly(),
                m.offline(),
                m.semiSync(),
                new Report.Receiver(r.state(), r.source(), LONG, r.error()),
                m.applier(),
                m.executed(),
                m.received(),
                m.waitingCommits(),
                m.heartbeatLag(),
                m.connections(),
                m.maxConnections(),
                m.longestTransaction(),
                m.writeLock());
    }

    private static Report with(Report r, Report.Probes probes, Optional<Mysql> mysql) {
        return new Report(
                r.server(),
                r.incarnation(),
                r.sequence(),
                r.uptime(),
                r.highestToken(),
                r.promisedEpoch(),
                r.mysqld(),
                probes,
                mysql,
                r.host(),
                r.proxy(),
                r.learned(),
                r.lost(),
                r.copying());
    }

    /** What leaders of one site heard is kept; each that takes office goes by it for a while, as if it were new. */
    static final class OldWords implements Mind.ControllerMaker {
        private static final Duration KEPT = Duration.ofSeconds(6);
        private static final Duration OLD = Duration.ofMillis(1600);
        private static final Duration SPELL = Duration.ofSeconds(3);

        private final Deque<Event.Reported> heard = new ArrayDeque<>();

        @Override
        public Mind.OfController make(ClusterSettings settings) {
            return new Believer(settings);
        }

        private final class Believer extends DamagedLeaders.Wrapped {
            private Duration office = Duration.ZERO;

            Believer(ClusterSettings settings) {
                super(settings);
            }

            @Override
            Event in(Event event) {
                if (event instanceof Event.TookOffice) {
                    office = event.at().monotonic();
                }
                if (event instanceof Event.Reported report) {
                    heard.add(report);
                    heard.removeIf(old -> age(old, event).compareTo(KEPT) > 0);
                    return event.at().monotonic().minus(office).compareTo(SPELL) < 0 ? older(report) : event;
                }
                return event;
            }

            private Event older(Event.Reported fresh) {
                return heard.stream()
                        .filter(old ->
                                old.report().server().equals(fresh.report().server()))
                        .filter(old -> age(old, fresh).compareTo(OLD) > 0)
                        .findFirst()
                        .<Event>map(old -> new Event.Reported(
                                fresh.at(),
                                with(
                                        fresh.report(),
                                        old.report().probes(),
                                        old.report().mysql())))
                        .orElse(fresh);
            }

            private static Duration age(Event then, Event now) {
                return now.at().since(then.at());
            }
        }
    }
}
