package io.signalbox.controller.daemon.links;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.daemon.doctor.Examinations;
import io.signalbox.controller.daemon.loop.Inbox;
import io.signalbox.controller.daemon.metrics.LatestReports;
import io.signalbox.mysql.doctor.Examination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What links bring, as events for the kernel; the last report of each agent is kept for the metrics, the last examination for the doctor. */
public final class LinkEvents implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkEvents.class);

    private final Inbox inbox;
    private final LatestReports reports;
    private final Examinations examinations;

    public LinkEvents(Inbox inbox, LatestReports reports, Examinations examinations) {
        this.inbox = inbox;
        this.reports = reports;
        this.examinations = examinations;
    }

    @Override
    public void linked(String server) {
        taken(inbox.offer(at -> new Event.Linked(at, server)), server);
    }

    @Override
    public void unlinked(String server, String reason) {
        reports.forget(server);
        taken(inbox.offer(at -> new Event.Unlinked(at, server, reason)), server);
    }

    @Override
    public void reported(Report report) {
        reports.put(report);
        taken(inbox.offer(at -> new Event.Reported(at, report)), report.server());
    }

    @Override
    public void examined(Examination examination) {
        examinations.put(examination);
    }

    @Override
    public void answered(Answer answer) {
        taken(inbox.offer(at -> new Event.Answered(at, answer)), answer.server());
    }

    @Override
    public void unanswered(String commandId, String server, String reason) {
        taken(inbox.offer(at -> new Event.Unanswered(at, commandId, server, reason)), server);
    }

    private static void taken(boolean taken, String server) {
        if (!taken) {
            LOG.atError().addKeyValue("server", server).log("the kernel does not keep up: an event was lost");
        }
    }
}
