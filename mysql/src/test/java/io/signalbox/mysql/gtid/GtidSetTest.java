package io.signalbox.mysql.gtid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The algebra against a naive one of explicit ids, on generated sets; the text against MySQL's manual. */
class GtidSetTest {
    private static final int CASES = 500;
    private static final String A = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String B = "bbbbbbbb-0000-0000-0000-000000000002";

    /** Two sets and the seed that made them, which the name of a failed case shows. */
    record Pair(long seed, NaiveGtids left, NaiveGtids right) {
        GtidSet l() {
            return left.asSet();
        }

        GtidSet r() {
            return right.asSet();
        }
    }

    static Stream<Pair> pairs() {
        return LongStream.range(0, CASES).mapToObj(seed -> {
            Random random = new Random(seed);
            return new Pair(seed, NaiveGtids.generated(random), NaiveGtids.generated(random));
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void agreesWithTheNaiveReference(Pair pair) {
        assertThat(pair.l().union(pair.r()))
                .isEqualTo(pair.left.union(pair.right).asSet());
        assertThat(pair.l().minus(pair.r()))
                .isEqualTo(pair.left.minus(pair.right).asSet());
        assertThat(pair.l().contains(pair.r())).isEqualTo(pair.left.contains(pair.right));
        assertThat(pair.l().count()).isEqualTo(pair.left.ids().size());
        assertThat(pair.left.ids()).allMatch(id -> pair.l().has(id.source(), id.number()));
        assertThat(pair.right.minus(pair.left).ids()).noneMatch(id -> pair.l().has(id.source(), id.number()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void keepsTheLawsOfSets(Pair pair) {
        GtidSet l = pair.l();
        GtidSet r = pair.r();
        assertThat(l.union(r)).isEqualTo(r.union(l));
        assertThat(l.union(l)).isEqualTo(l);
        assertThat(l.minus(r).union(r)).isEqualTo(l.union(r));
        assertThat(l.minus(l)).isEqualTo(GtidSet.EMPTY);
        assertThat(l.minus(GtidSet.EMPTY)).isEqualTo(l);
        assertThat(l.union(r).contains(l)).isTrue();
        assertThat(l.contains(r) && r.contains(l)).isEqualTo(l.equals(r));
        assertThat(l.minus(r).count() + r.count()).isEqualTo(l.union(r).count());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsWhatItWrites(Pair pair) {
        GtidSet set = pair.l();
        assertThat(GtidSet.parse(set.toString())).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(GtidSet.parse(pair.left.asShuffledText(new Random(pair.seed))))
                .isEqualTo(set);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isGatheredOneByOne(Pair pair) {
        GtidCollector collector = new GtidCollector();
        pair.left.ids().forEach(id -> collector.add(id.source(), id.number()));
        assertThat(collector.gathered()).isEqualTo(pair.l());
    }

    @Test
    void normalisesMysqlsText() {
        assertThat(GtidSet.parse(B.toUpperCase(java.util.Locale.ROOT) + ":1,\n " + A + ":7:1-3:4-5"))
                .hasToString(A + ":1-5:7," + B + ":1");
        assertThat(GtidSet.parse("")).isSameAs(GtidSet.EMPTY).hasToString("");
    }

    @Test
    void readsTagsAndKeepsThemApart() {
        GtidSet tagged = GtidSet.parse(A + ":1-5:Deploy:1-2:7");
        assertThat(tagged).hasToString(A + ":1-5," + A + ":deploy:1-2:7");
        assertThat(tagged.minus(GtidSet.range(A, 1, 5)).count()).isEqualTo(3);
        assertThat(tagged.has(A + ":deploy", 7)).isTrue();
        assertThat(tagged.has(A, 7)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ":1",
                A,
                A + ":",
                A + ":0",
                A + ":5-1",
                A + ":1-",
                A + ":-1",
                A + ":1-2-3",
                A + ":99999999999999999999",
                "aaaaaaaa-0000-0000-0000:1",
                A + ":1;" + B + ":1",
                A + ":1tag",
            })
    void refusesWhatIsNoGtidSet(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> GtidSet.parse(text));
    }
}
