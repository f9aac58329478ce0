package io.signalbox.haproxy.client;

import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.reply.Worker;

/** A worker's command line, for what is answered in words. */
public interface CommandLine {

    /** The process that answers. */
    Worker worker(Deadline deadline) throws CommandFailed;

    /** The whole answer, whatever it says, without the white space around it. */
    String answer(WorkerCommand command, Deadline deadline) throws CommandFailed;
}
