package io.signalbox.mysql.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteTest {
    @Test
    void doublesQuotes() {
        assertThat(Quote.text("it's \"so\"; -- #")).isEqualTo("'it''s \"so\"; -- #'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\\", "secret\n", "secret\0", "\u0085secret"})
    void refusesWhatDependsOnTheModeAndDoesNotShowIt(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quote.text(value)).withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a'b", "a%", "a@b", "a\nb", "áb", "_a", "a23456789012345678901234567890123"})
    void refusesWhatIsNoAccount(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quote.account(name));
    }
}
