package io.signalbox.site.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path dir;

    @Test
    void canBeReadByTheirOwnerAlone() throws Exception {
        SiteLayout layout = new SiteLayout(dir);

        new Secrets(layout).create();

        assertThat(permissions(layout.secrets())).isEqualTo("rwx------");
        assertThat(secrets(layout))
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(permissions(secret)).isEqualTo("rw-------"));
    }

    @Test
    void areAllDifferentAndHave256Bits() throws Exception {
        SiteLayout layout = new SiteLayout(dir);

        new Secrets(layout).create();

        Set<String> values = new HashSet<>();
        for (Path secret : secrets(layout)) {
            values.add(Files.readString(secret));
        }
        assertThat(values).hasSameSizeAs(secrets(layout)).allMatch(value -> value.matches("([0-9a-f]{32}){1,2}"));
    }

    @Test
    void areKeptOnceTheyExist() throws Exception {
        SiteLayout layout = new SiteLayout(dir);
        new Secrets(layout).create();
        String key = Files.readString(layout.siteKey());

        new Secrets(layout).create();

        assertThat(layout.siteKey()).hasContent(key);
    }

    private static List<Path> secrets(SiteLayout layout) throws Exception {
        try (var files = Files.list(layout.secrets())) {
            return files.toList();
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
