package io.signalbox.mysql.binlog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes names durable. */
final class Durable {
    private Durable() {}

    /** After this, files that were made, renamed or removed in {@code directory} stay so through a loss of power. */
    static void directory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
