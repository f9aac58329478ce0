package io.signalbox.agents.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final Seal SITE = new Seal(Handshake.key("ab".repeat(32)));

    @Test
    void itsServerOpensIt() {
        String sealed = SITE.close("lb1", "a secret");

        assertThat(SITE.open("lb1", sealed)).isEqualTo("a secret");
        assertThat(new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(SITE.close("lb1", "a secret")).isNotEqualTo(sealed);
    }

    @Test
    void nobodyElseDoesAndNothingIsChanged() {
        String sealed = SITE.close("lb1", "a secret");
        byte[] changed = Base64.getDecoder().decode(sealed);
        changed[14] ^= 1;

        assertNotOpened(SITE, "lb2", sealed);
        assertNotOpened(new Seal(Handshake.key("ac".repeat(32))), "lb1", sealed);
        assertNotOpened(SITE, "lb1", Base64.getEncoder().encodeToString(changed));
        assertNotOpened(SITE, "lb1", "");
        assertNotOpened(SITE, "lb1", "AAAA");
        assertNotOpened(SITE, "lb1", "no base64!");
    }

    private static void assertNotOpened(Seal seal, String server, String sealed) {
        assertThatThrownBy(() -> seal.open(server, sealed)).isInstanceOf(MalformedMessage.class);
    }
}
