package io.signalbox.haproxy.reply;

import java.util.ArrayList;
import java.util.List;

/**
 * The reply to {@code show proc} of the master.
 *
 * @param oldWorkers process ids of workers from before a reload: their sessions live on, and only {@code show sess} and
 *     {@code shutdown session} still work there
 */
public record Processes(List<Long> workers, List<Long> oldWorkers) {

    public Processes {
        workers = List.copyOf(workers);
        oldWorkers = List.copyOf(oldWorkers);
    }

    /** Reads the sections of {@code show proc}. */
    public static Processes parse(String reply) throws MalformedReply {
        List<Long> workers = new ArrayList<>();
        List<Long> old = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        List<Long> section = others;
        for (String line : (Iterable<String>) reply.lines()::iterator) {
            if (line.startsWith("#")) {
                section = line.startsWith("# workers") ? workers : line.startsWith("# old workers") ? old : others;
            } else if (!line.isBlank()) {
                section.add(pid(line));
            }
        }
        if (others.isEmpty()) {
            throw new MalformedReply("the master's list of processes", reply);
        }
        return new Processes(workers, old);
    }

    private static long pid(String line) throws MalformedReply {
        try {
            return Long.parseLong(line.strip().split("\\s+", 2)[0]);
        } catch (NumberFormatException e) {
            throw new MalformedReply("a process id first", line);
        }
    }
}
