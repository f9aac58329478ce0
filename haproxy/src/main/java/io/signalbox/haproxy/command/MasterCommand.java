package io.signalbox.haproxy.command;

/** A command to the master process. Its connection must be half-closed by the client, or it stays open. */
public sealed interface MasterCommand extends RuntimeCommand {

    /** The master, its workers, and old workers that still live. */
    record ShowProcesses() implements MasterCommand {
        @Override
        public String text() {
            return "show proc";
        }
    }

    /** Passes a command on to one process; old workers can be named by process id only. */
    record InProcess(long pid, WorkerCommand command) implements MasterCommand {
        public InProcess {
            if (pid <= 0) {
                throw new IllegalArgumentException("pid: " + pid + ": must be above 0");
            }
        }

        @Override
        public String text() {
            return "@!" + pid + " " + command.text();
        }
    }
}
