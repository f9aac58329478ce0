package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.site.supervisor.ProcessIdentity;
import org.junit.jupiter.api.Test;

class FreezeProcessTest {

    @Test
    void isInjectedWhenTheProcessStandsStill() throws Exception {
        Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            ProcessIdentity process = ProcessIdentity.of(busy.pid()).orElseThrow();
            FreezeProcess freeze = new FreezeProcess("a loop", process);
            assertThat(process.stopped()).isFalse();

            freeze.inject();

            assertThat(process.stopped()).isTrue();
            assertThat(process.alive()).isTrue();
            freeze.heal();
            await().until(() -> !process.stopped());
        } finally {
            busy.destroyForcibly();
        }
        busy.waitFor();
        assertThat(ProcessIdentity.of(busy.pid())).isEmpty();
    }
}
