package io.signalbox.haproxy.command;

/** A command that a worker process carries out. */
public sealed interface WorkerCommand extends RuntimeCommand {

    /** Who is there: process id, start time, version, whether it is about to stop. */
    record ShowInfo() implements WorkerCommand {
        @Override
        public String text() {
            return "show info";
        }
    }

    /** The state of every server of every backend. */
    record ShowServersState() implements WorkerCommand {
        @Override
        public String text() {
            return "show servers state";
        }
    }

    /** Counters of every frontend, backend and server, as CSV: the JSON form is forty times larger. */
    record ShowStat() implements WorkerCommand {
        @Override
        public String text() {
            return "show stat";
        }
    }

    /** Every session, one line each. */
    record ShowSessions() implements WorkerCommand {
        @Override
        public String text() {
            return "show sess";
        }
    }

    /** Answers an empty line; the server's sessions live on. */
    record SetState(ServerId server, AdminState state) implements WorkerCommand {
        @Override
        public String text() {
            return "set server " + server + " state " + state.word();
        }
    }

    /** Answers an empty line. */
    record SetWeight(ServerId server, Weight weight) implements WorkerCommand {
        @Override
        public String text() {
            return "set server " + server + " weight " + weight;
        }
    }

    /** Ends all sessions of a server, those included that are still connecting to it. Not those of old workers. */
    record ShutdownServerSessions(ServerId server) implements WorkerCommand {
        @Override
        public String text() {
            return "shutdown sessions server " + server;
        }
    }

    /** Ends one session: the only way in an old worker, which answers "Proxy is disabled" to all that names a proxy. */
    record ShutdownSession(SessionId session) implements WorkerCommand {
        @Override
        public String text() {
            return "shutdown session " + session;
        }
    }
}
