package io.signalbox.site.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process that listens on a port: {@code /proc/net/tcp} names the socket, {@code /proc/PID/fd} who has it open. */
public final class PortOwner {
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private PortOwner() {}

    /** {@code nginx (pid 12)}; empty if it cannot be told, as for another user's process. */
    public static Optional<String> of(Endpoint endpoint) {
        return TABLES.stream()
                .flatMap(PortOwner::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTEN))
                .filter(fields -> covers(fields[LOCAL_ADDRESS], endpoint))
                .flatMap(fields -> processWithSocket(fields[INODE]).stream())
                .findFirst();
    }

    private static boolean covers(String local, Endpoint endpoint) {
        String[] parts = local.split(":");
        return parts.length == 2
                && Integer.parseInt(parts[1], 16) == endpoint.port()
                && (parts[0].matches("0+") || parts[0].endsWith(inKernelOrder(endpoint.host())));
    }

    /** 127.0.1.11 is written 0B01007F: the bytes of the address, last first (on little-endian machines). */
    private static String inKernelOrder(String host) {
        StringBuilder hex = new StringBuilder();
        String[] bytes = host.split("\\.");
        for (int i = bytes.length - 1; i >= 0; i--) {
            hex.append(String.format(Locale.ROOT, "%02X", Integer.parseInt(bytes[i])));
        }
        return hex.toString();
    }

    private static Optional<String> processWithSocket(String inode) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, "socket:[" + inode + "]")) {
                    String command = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(command + " (pid " + process.getFileName() + ")");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, String socket) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> pointsTo(descriptor, socket));
        } catch (IOException | UncheckedIOException notOurs) {
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException gone) {
            return false;
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
