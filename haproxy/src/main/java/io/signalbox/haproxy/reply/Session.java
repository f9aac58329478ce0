package io.signalbox.haproxy.reply;

import io.signalbox.haproxy.command.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code show sess}.
 *
 * @param backend {@code <NONE>} before one is chosen
 * @param server {@code <none>} before one is chosen
 */
public record Session(SessionId id, String backend, String server) {

    /**
     * Reads the reply to {@code show sess}. Lines that are no sessions are left out: 3.x adds some, and an error message
     * is told apart by the caller from the fact that every reply holds at least the session that asks.
     */
    public static List<Session> parse(String reply) throws MalformedReply {
        List<Session> sessions = new ArrayList<>();
        reply.lines().map(Session::read).flatMap(Optional::stream).forEach(sessions::add);
        if (sessions.isEmpty()) {
            throw new MalformedReply("sessions", reply);
        }
        return sessions;
    }

    private static Optional<Session> read(String line) {
        int colon = line.indexOf(": ");
        if (colon < 0 || !SessionId.isAllowed(line.substring(0, colon))) {
            return Optional.empty();
        }
        return Optional.of(
                new Session(new SessionId(line.substring(0, colon)), word(line, " be="), word(line, " srv=")));
    }

    private static String word(String line, String key) {
        int start = line.indexOf(key);
        if (start < 0) {
            return "";
        }
        int end = line.indexOf(' ', start + key.length());
        return line.substring(start + key.length(), end < 0 ? line.length() : end);
    }
}
