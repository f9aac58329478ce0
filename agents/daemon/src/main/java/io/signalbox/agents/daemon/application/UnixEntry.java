package io.signalbox.agents.daemon.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * What stat(2) says of a path itself; a link is not followed.
 *
 * @param mode kind and permissions
 */
record UnixEntry(int mode, int owner, long inode, long size, FileTime modified, FileTime changed) {
    private static final int KIND = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int PERMISSIONS = 07777;

    static UnixEntry of(Path path) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:mode,uid,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        return new UnixEntry(
                (Integer) get(found, "mode"),
                (Integer) get(found, "uid"),
                (Long) get(found, "ino"),
                (Long) get(found, "size"),
                (FileTime) get(found, "lastModifiedTime"),
                (FileTime) get(found, "ctime"));
    }

    private static Object get(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name), name);
    }

    int permissions() {
        return mode & PERMISSIONS;
    }

    boolean isDirectory() {
        return (mode & KIND) == DIRECTORY;
    }

    boolean isFile() {
        return (mode & KIND) == FILE;
    }

    boolean isLink() {
        return (mode & KIND) == LINK;
    }
}
