package io.signalbox.site.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.site.SiteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteRegistryTest {
    @TempDir
    Path dir;

    private SiteRegistry registry;

    @BeforeEach
    void openRegistry() {
        registry = new SiteRegistry(dir.resolve("cache"));
    }

    @Test
    void givesTwoSitesDifferentAddresses() throws Exception {
        assertThat(registry.claim(site("a"), index -> true)).isEqualTo(1);
        assertThat(registry.claim(site("b"), index -> true)).isEqualTo(2);
    }

    @Test
    void givesASiteTheSameAddressesAgainWhateverListensThereNow() throws Exception {
        registry.claim(site("a"), index -> true);
        int second = registry.claim(site("b"), index -> true);

        assertThat(registry.claim(site("b"), index -> false)).isEqualTo(second);
    }

    @Test
    void passesOverAddressesOnWhichSomebodyElseListens() throws Exception {
        assertThat(registry.claim(site("a"), index -> index > 4)).isEqualTo(5);
    }

    @Test
    void takesBackTheAddressesOfASiteThatWasRemoved() throws Exception {
        Path removed = site("removed");
        registry.claim(removed, index -> true);
        Files.delete(new SiteLayout(removed).description());
        Files.setLastModifiedTime(dir.resolve("cache/sites/1"), FileTime.from(Instant.EPOCH));

        assertThat(registry.claim(site("b"), index -> true)).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatWasClaimedAMomentAgoByASiteThatIsNotWrittenYet() throws Exception {
        registry.claim(dir.resolve("not-written-yet"), index -> true);

        assertThat(registry.claim(site("b"), index -> true)).isEqualTo(2);
    }

    @Test
    void leavesAloneASiteWhoseDescriptionOnlyAnotherVersionCanRead() throws Exception {
        Path newer = site("newer");
        registry.claim(newer, index -> true);
        Files.writeString(new SiteLayout(newer).description(), "\nknownLater: 3\n", StandardOpenOption.APPEND);

        assertThat(registry.claim(site("b"), index -> true)).isEqualTo(2);
    }

    @Test
    void saysWhereToLookWhenNothingIsFree() {
        assertThatThrownBy(() -> registry.claim(site("a"), index -> false))
                .isInstanceOf(SiteFailure.class)
                .hasMessageContaining(dir.resolve("cache/sites").toString());
    }

    /** A directory whose description has the index that it will be given next. */
    private Path site(String name) throws Exception {
        Path site = Files.createDirectories(dir.resolve(name));
        Path claims = dir.resolve("cache/sites");
        int next = Files.isDirectory(claims) ? (int) count(claims) + 1 : 1;
        Path description = new SiteLayout(site).description();
        if (!Files.exists(description)) {
            SiteDescription.local(next, 2).write(description);
        }
        return site;
    }

    private static long count(Path claims) throws Exception {
        try (var files = Files.list(claims)) {
            return files.count();
        }
    }
}
