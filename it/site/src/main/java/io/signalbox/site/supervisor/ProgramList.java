package io.signalbox.site.supervisor;

import io.signalbox.site.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a supervisor is given: {@code supervisor/programs.json}. */
public record ProgramList(String build, List<Program> programs) {

    public static ProgramList read(Path file) {
        return Json.read(file, ProgramList.class);
    }

    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, Json.pretty(this));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
