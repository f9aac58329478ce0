package io.signalbox.haproxy.command;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

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

    /** Both of these, answered by one and the same process. */
    record ShowWorkerState() implements WorkerCommand {
        private static final byte[] LINE = (new ShowInfo().text() + ";" + new ShowServersState().text() + "\n")
                .getBytes(StandardCharsets.US_ASCII);

        @Override
        public String text() {
            return "show info and servers state";
        }

        @Override
        public byte[] line() {
            return LINE.clone();
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

    /** What whoever connects to this socket may do: user, operator or admin. */
    record ShowLevel() implements WorkerCommand {
        @Override
        public String text() {
            return "show cli level";
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

    /** A certificate as it is shown to clients now. */
    record ShowCertificate(FilePath file) implements WorkerCommand {
        @Override
        public String text() {
            return "show ssl cert " + file;
        }
    }

    /**
     * Proposes a certificate, which nobody sees before it is committed. Answers a sentence. What is proposed follows the line, and is
     * secret: it is not in {@link #text}.
     */
    record SetCertificate(FilePath file, String pem) implements WorkerCommand {
        private static final Pattern PAYLOAD = Pattern.compile("([A-Za-z0-9+/=-][A-Za-z0-9+/= -]*\n)+");

        public SetCertificate {
            if (!PAYLOAD.matcher(pem).matches()) {
                throw new IllegalArgumentException("a payload has lines of PEM, and no empty one, which would end it");
            }
        }

        @Override
        public String text() {
            return "set ssl cert " + file;
        }

        @Override
        public byte[] line() {
            byte[] line = WorkerCommand.super.line();
            String command = new String(line, 0, line.length - 1, StandardCharsets.US_ASCII);
            return (command + " <<\n" + pem + "\n").getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** Shows what was proposed to every new client. Answers sentences, the last of which is {@code Success!}. */
    record CommitCertificate(FilePath file) implements WorkerCommand {
        @Override
        public String text() {
            return "commit ssl cert " + file;
        }
    }

    /** Takes back what was proposed. Answers a sentence. */
    record AbortCertificate(FilePath file) implements WorkerCommand {
        @Override
        public String text() {
            return "abort ssl cert " + file;
        }
    }

    /** Every line of a map. */
    record ShowMap(FilePath file) implements WorkerCommand {
        @Override
        public String text() {
            return "show map " + file;
        }
    }

    /** Changes a key that is there. Answers an empty line. */
    record SetMap(FilePath file, Name key, long value) implements WorkerCommand {
        @Override
        public String text() {
            return "set map " + file + " " + key + " " + value;
        }
    }
}
