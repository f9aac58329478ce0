package io.signalbox.agents.daemon.gate;

import io.signalbox.mysql.conf.ServerConf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The directory of this server's data as files. Blocks. */
public final class DataDir {
    private static final String UUID_FILE = "auto.cnf";
    private static final String RELAY = "relay.";

    /** Of all page sizes, and of both modes of {@code innodb_doublewrite}. */
    private static final String DOUBLEWRITE_FILES = "#ib_*.{dblwr,bdblwr}";

    private final Path directory;

    public DataDir(Path directory) {
        this.directory = directory;
    }

    /** {@code data.bytes}: what a copy of it takes, logs left out; {@code free.bytes}: what the disk has left. */
    public SortedMap<String, String> measure() throws IOException {
        Sum data = new Sum();
        Files.walkFileTree(directory, data);
        long free = Files.getFileStore(directory).getUsableSpace();
        return new TreeMap<>(Map.of("data.bytes", Long.toString(data.bytes), "free.bytes", Long.toString(free)));
    }

    /**
     * Removes the uuid, and InnoDB's doublewrite files, which a copy leaves as they were (MySQL 9.7.4): tablespaces keep
     * their numbers, and the recovery after the next crash would put pages of the old data into the new. mysqld makes new
     * ones. Durable when it returns. mysqld must not run.
     */
    public void forgetPast() throws IOException {
        Files.deleteIfExists(directory.resolve(UUID_FILE));
        try (DirectoryStream<Path> doublewrites = Files.newDirectoryStream(directory, DOUBLEWRITE_FILES)) {
            for (Path file : doublewrites) {
                Files.delete(file);
            }
        }
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /** A server that works makes and removes files meanwhile. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (!name.startsWith(ServerConf.BINLOG + ".") && !name.startsWith(RELAY)) {
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
