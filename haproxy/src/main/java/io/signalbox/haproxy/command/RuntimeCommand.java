package io.signalbox.haproxy.command;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One command to a worker or to the master process. Only what is listed here can be sent.
 *
 * @see <a href="https://docs.haproxy.org/2.6/management.html#9.3">HAProxy management guide, 9.3 and 9.4</a>
 */
public sealed interface RuntimeCommand permits WorkerCommand, MasterCommand {

    /** The command as it is typed, without the newline. */
    String text();

    /** The bytes of exactly one command, with its payload if it has one. */
    default byte[] line() {
        String text = text();
        if (!Wording.ONE_COMMAND.matcher(text).matches()) {
            throw new IllegalStateException(
                    "not one runtime command: " + getClass().getSimpleName());
        }
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Its first words as a rule: a name for metrics and logs with a bounded number of values. */
    default String kind() {
        return switch (this) {
            case WorkerCommand.ShowInfo ignored -> "show info";
            case WorkerCommand.ShowServersState ignored -> "show servers";
            case WorkerCommand.ShowWorkerState ignored -> "show info and servers";
            case WorkerCommand.ShowStat ignored -> "show stat";
            case WorkerCommand.ShowSessions ignored -> "show sess";
            case WorkerCommand.ShowLevel ignored -> "show cli";
            case WorkerCommand.SetState ignored -> "set state";
            case WorkerCommand.SetWeight ignored -> "set weight";
            case WorkerCommand.ShutdownServerSessions ignored -> "shutdown sessions";
            case WorkerCommand.ShutdownSession ignored -> "shutdown session";
            case WorkerCommand.ShowCertificate ignored -> "show ssl";
            case WorkerCommand.SetCertificate ignored -> "set ssl";
            case WorkerCommand.CommitCertificate ignored -> "commit ssl";
            case WorkerCommand.AbortCertificate ignored -> "abort ssl";
            case WorkerCommand.ShowMap ignored -> "show map";
            case WorkerCommand.SetMap ignored -> "set map";
            case MasterCommand.ShowProcesses ignored -> "show proc";
            case MasterCommand.InProcess inProcess -> inProcess.command().kind();
        };
    }

    /** The last of three fences against injection: values check themselves, only listed commands exist, and this. */
    final class Wording {
        private static final Pattern ONE_COMMAND =
                Pattern.compile("(@![1-9][0-9]{0,9} )?[a-z]+( [A-Za-z0-9_.:/+@-]+)*");

        private Wording() {}
    }
}
