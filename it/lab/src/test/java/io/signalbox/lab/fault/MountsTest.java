package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {
    private static final List<String> TABLE = List.of(
            "/dev/vda / ext4 rw,relatime 0 0",
            "/dev/loop0 /site/db1/mysql/data ext4 rw,relatime,errors=remount-ro 0 0",
            "/dev/loop1 /site/db2/mysql/data ext4 ro,relatime,errors=remount-ro 0 0",
            "/dev/loop2 /site/db3/mysql/data ext4 rw,relatime,errors=remount-ro,emergency_ro 0 0",
            "/dev/loop3 /my\\040site/data ext4 rw 0 0",
            "/dev/loop4 /my\\040site/data ext4 rw 0 0");

    private static Mounts.Mount at(String point) {
        return Mounts.at(Path.of(point), TABLE).orElseThrow();
    }

    @Test
    void knowsTheDeviceBehindADirectory() {
        assertThat(at("/site/db1/mysql/data").device()).isEqualTo("/dev/loop0");
        assertThat(Mounts.at(Path.of("/site/db1/mysql"), TABLE)).isEmpty();
    }

    @Test
    void theTopmostIsTheOneThatCounts() {
        assertThat(at("/my site/data").device()).isEqualTo("/dev/loop4");
    }

    @Test
    void whatStoppedAtAnErrorIsReadOnlyInEitherOfItsForms() {
        assertThat(at("/site/db1/mysql/data").readOnly()).isFalse();
        assertThat(at("/site/db2/mysql/data").readOnly()).isTrue();
        assertThat(at("/site/db3/mysql/data").readOnly()).isTrue();
    }
}
