package io.signalbox.site.network;

import io.signalbox.haproxy.adoption.Loaded;
import io.signalbox.haproxy.adoption.ProxyFile;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.CommandMeter;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Fault;
import io.signalbox.haproxy.client.SocketHaproxy;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.reply.MalformedReply;
import io.signalbox.haproxy.reply.RunningServer;
import io.signalbox.haproxy.reply.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the HAProxy behind a socket of this host said of itself.
 *
 * @param running false: nobody answers, and the rest is empty
 * @param denied this user may not ask
 * @param said why it did not answer
 * @param level what whoever connects may do
 * @param startedAt of the process that takes new clients
 * @param files that it was started with, as far as this user may know
 */
public record RunningProxy(
        boolean running,
        boolean denied,
        String said,
        String level,
        Instant startedAt,
        List<Path> files,
        SortedMap<ServerId, RunningServer> servers) {
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final String LEVEL = "admin";

    /** Asks; nothing is changed. */
    public static RunningProxy at(Path socket) {
        if (Files.notExists(socket)) {
            return away(false, "HAProxy does not run: there is no " + socket);
        }
        try (SocketHaproxy haproxy = new SocketHaproxy(socket, socket, new Unmetered())) {
            Deadline deadline = Deadline.in(BOUND);
            Worker worker = haproxy.worker(deadline);
            return new RunningProxy(
                    true,
                    false,
                    "",
                    haproxy.answer(new WorkerCommand.ShowLevel(), deadline),
                    Instant.ofEpochSecond(worker.startedAt()),
                    files(worker.pid()),
                    RunningServer.parse(
                            haproxy.answer(new WorkerCommand.ShowServersState(), deadline),
                            haproxy.answer(new WorkerCommand.ShowStat(), deadline)));
        } catch (CommandFailed e) {
            return away(e.fault() == Fault.NOT_ALLOWED, "HAProxy does not answer: " + e.getMessage());
        } catch (MalformedReply e) {
            return away(false, "HAProxy does not answer: " + e.getMessage());
        }
    }

    private static RunningProxy away(boolean denied, String said) {
        return new RunningProxy(false, denied, said, LEVEL, Instant.EPOCH, List.of(), new TreeMap<>());
    }

    /** What stands behind {@code -f} on its command line. */
    private static List<Path> files(long pid) {
        List<Path> files = new ArrayList<>();
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
            List<String> words = List.of(line.split("\0", -1));
            for (int i = 0; i + 1 < words.size(); i++) {
                if (words.get(i).equals("-f") && words.get(i + 1).startsWith("/")) {
                    files.add(Path.of(words.get(i + 1)));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return files;
    }

    /** How it differs from a file that it was started with, or will be. */
    public List<String> differences(Path file) throws IOException {
        if (!running) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        if (changed.getEpochSecond() > startedAt.getEpochSecond()) {
            differences.add("not loaded yet: " + file + " was changed at "
                    + Instant.ofEpochSecond(changed.getEpochSecond()) + ", HAProxy runs since " + startedAt);
        }
        differences.addAll(new Loaded(ProxyFile.parse(Files.readString(file)), servers).differences());
        return differences;
    }

    private record Unmetered() implements CommandMeter {
        @Override
        public void answered(String kind, Duration took) {
            // Nobody counts here.
        }

        @Override
        public void failed(String kind, Fault fault) {
            // Nobody counts here.
        }
    }
}
