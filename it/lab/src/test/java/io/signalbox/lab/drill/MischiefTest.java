package io.signalbox.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MischiefTest {
    @Test
    void aSeedDrawsTheSameAgainAndNeverOneTwice() {
        for (long seed = 0; seed < 200; seed++) {
            List<Mischief> drawn = Mischief.draw(new SplittableRandom(seed), 2);
            assertThat(drawn).hasSize(2).doesNotHaveDuplicates();
            assertThat(Mischief.draw(new SplittableRandom(seed), 2)).isEqualTo(drawn);
        }
    }

    @Test
    void everyRowIsDrawnSoonerOrLater() {
        assertThat(LongStream.range(0, 500)
                        .boxed()
                        .flatMap(seed -> Mischief.draw(new SplittableRandom(seed), 2).stream()))
                .containsAll(Mischief.ALL);
    }
}
