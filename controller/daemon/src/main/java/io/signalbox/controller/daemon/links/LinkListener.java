package io.signalbox.controller.daemon.links;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Report;
import io.signalbox.mysql.doctor.Examination;

/** Hears what links bring. Called on event loops: must not block. */
public interface LinkListener {
    void linked(String server);

    void unlinked(String server, String reason);

    void reported(Report report);

    void examined(Examination examination);

    void answered(Answer answer);

    /** The outcome of the command is unknown. */
    void unanswered(String commandId, String server, String reason);
}
