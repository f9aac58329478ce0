package io.signalbox.agents.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final byte[] KEY = Handshake.key(HEX);

    @Test
    void bothEndsComputeTheSame() {
        String claimed = Handshake.controllerMac(KEY, "db1", "aa", "cc");
        assertThat(Handshake.same(Handshake.controllerMac(Handshake.key(HEX + "\n"), "db1", "aa", "cc"), claimed))
                .isTrue();
    }

    @Test
    void theMacIsHmacSha256InHex() {
        // printf 'agent-bearer' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f
        assertThat(Handshake.bearer(KEY)).isEqualTo("454c6d145bf9760b7b9b9c14b0ca42030d2aa5f3f0b1a6bfa633912aa4dcf8c2");
    }

    @Test
    void everyPartOfTheTextMatters() {
        Set<String> macs = Set.of(
                Handshake.controllerMac(KEY, "db1", "aa", "cc"),
                Handshake.controllerMac(KEY, "db2", "aa", "cc"),
                Handshake.controllerMac(KEY, "db1", "ab", "cc"),
                Handshake.controllerMac(KEY, "db1", "aa", "cd"),
                Handshake.agentMac(KEY, "db1", "aa", "cc"),
                Handshake.agentMac(KEY, "db1", "cc", "aa"),
                Handshake.controllerMac(Handshake.key("ff".repeat(32)), "db1", "aa", "cc"),
                Handshake.bearer(KEY));
        assertThat(macs).hasSize(8);
    }

    @Test
    void aClaimCannotBeReflectedAsAWelcome() {
        assertThat(Handshake.same(
                        Handshake.agentMac(KEY, "db1", "aa", "cc"), Handshake.controllerMac(KEY, "db1", "aa", "cc")))
                .isFalse();
    }

    @Test
    void differentLengthsAreNotTheSame() {
        assertThat(Handshake.same("abc", "ab")).isFalse();
        assertThat(Handshake.same("abc", "")).isFalse();
        assertThat(Handshake.same("abc", "abd")).isFalse();
        assertThat(Handshake.same("abc", "abc")).isTrue();
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutQuotingIt() {
        for (String wrong : new String[] {"", "secret", HEX.substring(2), HEX + "00", HEX.replace('0', 'g')}) {
            assertThatThrownBy(() -> Handshake.key(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a site key is 64 hexadecimal digits")
                    .hasMessageNotContaining("secret");
        }
    }
}
