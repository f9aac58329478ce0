package io.signalbox.controller.replay;

import io.signalbox.controller.daemon.recorder.Letter;
import io.signalbox.controller.daemon.recorder.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** Writes a segment by the letter of its format, without the recorder. */
final class Segments {
    private static final int CHECKED_EVERY = 50;

    private Segments() {}

    static void write(Path file, List<Line> lines) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file), true)) {
            CRC32C sum = new CRC32C();
            put(out, sum, "signalbox recording 1");
            for (int i = 0; i < lines.size(); i++) {
                put(out, sum, Letter.write(lines.get(i)));
                if (i % CHECKED_EVERY == 0 || i == lines.size() - 1) {
                    out.write("C%08x\n".formatted(sum.getValue()).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    sum.reset();
                }
            }
        }
    }

    private static void put(GZIPOutputStream out, CRC32C sum, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        sum.update(bytes);
        out.write(bytes);
    }
}
