package io.signalbox.demo.web;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a deployment brings, read once at the start: {@code release.properties} with {@code version}, and {@code healthy=false} for one
 * that is broken, to try what becomes of it.
 *
 * @param version empty where nothing is deployed
 */
public record Release(String version, boolean healthy) {
    public static final Release NONE = new Release("", true);

    /** Fails if the file cannot be read. */
    public static Release read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new Release(
                properties.getProperty("version", "").strip(),
                !properties.getProperty("healthy", "true").strip().equals("false"));
    }
}
