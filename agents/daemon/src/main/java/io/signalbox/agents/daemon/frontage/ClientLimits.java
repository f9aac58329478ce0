package io.signalbox.agents.daemon.frontage;

import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.CommandLine;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.command.FilePath;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.reply.MalformedReply;
import io.signalbox.haproxy.reply.MapLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one client address may do: a map of two numbers, which HAProxy looks up for each request. */
final class ClientLimits {
    static final Duration COMMAND_BOUND = Duration.ofMillis(250);
    private static final String REQUESTS = "requests";
    private static final String CONNECTIONS = "connections";

    private final CommandLine haproxy;
    private final FilePath file;

    ClientLimits(CommandLine haproxy, Path file) {
        this.haproxy = haproxy;
        this.file = new FilePath(file);
    }

    /** Writes the file; HAProxy has it when {@link #look} returns. A worker that starts between the two reads it by itself. */
    void set(Limits limits) throws IOException {
        PrivateFile.replace(file.path(), text(limits));
    }

    private static String text(Limits limits) {
        return REQUESTS + " " + limits.requests() + "\n" + CONNECTIONS + " " + limits.connections() + "\n";
    }

    /**
     * What is in force, after HAProxy was told what the file says.
     *
     * @param trouble gets a sentence if that is something else
     */
    Limits look(List<String> trouble) throws CommandFailed, IOException, MalformedReply {
        SortedMap<String, Long> wanted = filed();
        for (Map.Entry<String, Long> each : wanted.entrySet()) {
            if (!each.getValue().equals(inForce().get(each.getKey()))) {
                tell(each, trouble);
            }
        }
        SortedMap<String, Long> now = inForce();
        return new Limits(now.getOrDefault(REQUESTS, Limits.MOST), now.getOrDefault(CONNECTIONS, Limits.MOST));
    }

    private void tell(Map.Entry<String, Long> each, List<String> trouble) throws CommandFailed {
        String answer = haproxy.answer(
                new WorkerCommand.SetMap(file, new Name(each.getKey()), each.getValue()), Deadline.in(COMMAND_BOUND));
        if (!answer.isEmpty()) {
            trouble.add("limit " + each.getKey() + ": HAProxy answered: " + answer);
        }
    }

    private SortedMap<String, Long> inForce() throws CommandFailed, MalformedReply {
        return MapLines.parse(haproxy.answer(new WorkerCommand.ShowMap(file), Deadline.in(COMMAND_BOUND)));
    }

    /** A file has keys and values only; HAProxy's replies have an address before them. */
    private SortedMap<String, Long> filed() throws IOException, MalformedReply {
        SortedMap<String, Long> all = new TreeMap<>();
        for (String line : Files.readAllLines(file.path())) {
            if (!line.isBlank() && !line.startsWith("#")) {
                all.putAll(MapLines.parse("- " + line.strip()));
            }
        }
        return all;
    }
}
