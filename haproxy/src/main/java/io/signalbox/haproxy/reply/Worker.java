package io.signalbox.haproxy.reply;

import io.signalbox.haproxy.version.HaproxyVersion;

/**
 * The process that answered {@code show info}. Process id and start time name it together: a process id may come again.
 *
 * @param startedAt seconds since 1970
 * @param stopping an old worker that only ends its sessions; what it says about servers is not how new clients fare
 */
public record Worker(HaproxyVersion version, long pid, long startedAt, boolean stopping) {

    /** Whether both are the same process. */
    public boolean is(Worker other) {
        return pid == other.pid && startedAt == other.startedAt;
    }

    /** Reads the reply to {@code show info}. */
    public static Worker parse(String reply) throws MalformedReply {
        String version = "";
        long pid = 0;
        long startedAt = 0;
        boolean stopping = false;
        for (String line : (Iterable<String>) reply.lines()::iterator) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                continue;
            }
            String value = line.substring(colon + 2);
            switch (line.substring(0, colon)) {
                case "Version" -> version = value;
                case "Pid" -> pid = number(value, reply);
                case "Start_time_sec" -> startedAt = number(value, reply);
                case "Stopping" -> stopping = number(value, reply) != 0;
                default -> {}
            }
        }
        if (pid == 0 || startedAt == 0) {
            throw new MalformedReply("a process with Pid and Start_time_sec", reply);
        }
        return new Worker(HaproxyVersion.parse(version), pid, startedAt, stopping);
    }

    private static long number(String value, String reply) throws MalformedReply {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedReply("numbers in show info", reply);
        }
    }
}
