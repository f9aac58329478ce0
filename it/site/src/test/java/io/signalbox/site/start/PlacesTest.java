package io.signalbox.site.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
    @TempDir
    Path dir;

    @Test
    void aDirectoryWithSomebodysFilesIsNoPlace() throws Exception {
        Files.writeString(dir.resolve("letter.txt"), "mine");
        assertThatThrownBy(() -> Places.check(new SiteLayout(dir)))
                .isInstanceOf(SiteFailure.class)
                .hasMessageContaining("holds files and no site");
    }

    @Test
    void aNewOrEmptyOneIsOneAndSoIsWhatAKilledFirstStartLeft() throws Exception {
        assertThatCode(() -> Places.check(new SiteLayout(dir.resolve("new")))).doesNotThrowAnyException();
        assertThatCode(() -> Places.check(new SiteLayout(dir))).doesNotThrowAnyException();
        Files.createFile(new SiteLayout(dir).lock());
        assertThatCode(() -> Places.check(new SiteLayout(dir))).doesNotThrowAnyException();
    }

    @Test
    void aSiteIsOneWhateverElseLiesThere() throws Exception {
        SiteLayout site = new SiteLayout(dir);
        SiteDescription.local(1, 2).write(site.description());
        Files.writeString(dir.resolve("letter.txt"), "mine");
        assertThatCode(() -> Places.check(site)).doesNotThrowAnyException();
    }

    @Test
    void aPathThatNoConfigurationFileCanNameIsNone() {
        for (String path : new String[] {"/tmp/a b", "/tmp/a\nb", "/tmp/a;b", "/tmp/" + "x".repeat(80)}) {
            assertThatThrownBy(() -> Places.check(new SiteLayout(Path.of(path))))
                    .isInstanceOf(SiteFailure.class);
        }
    }
}
