package io.signalbox.agents.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.protocol.Order.Learn;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final int CASES = 400;

    /** What a file of an agent may look like: optional members of a sealed family. */
    record Kept(Token highest, Optional<Learn> learned, Optional<Order> order, Duration age) {}

    @Test
    void everyMemberOfEveryFamilyComesBackAsItWent() {
        for (Class<?> family : List.of(Frame.class, Order.class, Answer.Result.class)) {
            for (Class<?> member : family.getPermittedSubclasses()) {
                for (int seed = 0; seed < CASES / 10; seed++) {
                    Record sent = (Record) new Generated(seed).any(member);
                    assertThat(Wire.read(Wire.write(sent), family))
                            .describedAs("%s, seed %d", member, seed)
                            .isEqualTo(sent);
                }
            }
        }
    }

    @Test
    void everyFrameComesBackAsItWent() {
        for (int seed = 0; seed < CASES; seed++) {
            Frame frame = new Generated(seed).any(Frame.class);
            assertThat(Wire.decode(Wire.encode(frame)))
                    .describedAs("seed %d", seed)
                    .isEqualTo(frame);
        }
    }

    @Test
    void recordsOutsideTheFamiliesComeBackToo() {
        for (int seed = 0; seed < CASES; seed++) {
            for (Class<? extends Record> type : List.of(Kept.class, Command.class, Answer.class, Report.class)) {
                Record sent = new Generated(seed).any(type);
                assertThat(Wire.read(Wire.write(sent), type))
                        .describedAs("seed %d", seed)
                        .isEqualTo(sent);
            }
        }
    }

    @Test
    void theTextIsWhatTheDocumentationSays() {
        var command = new Command("c-1", "main", new Token(3, 9), 2, new Order.Close(Duration.ofMillis(350)));
        assertThat(Wire.encode(new Frame.Ordered(command)))
                .isEqualTo("{\"type\":\"ordered\",\"command\":{\"id\":\"c-1\",\"cluster\":\"main\","
                        + "\"token\":{\"term\":3,\"sequence\":9},\"epoch\":2,"
                        + "\"order\":{\"type\":\"close\",\"lockWait\":\"PT0.35S\"}}}");
        assertThat(Wire.write(new Order.GoAlone())).isEqualTo("{\"type\":\"go_alone\"}");
        assertThat(Wire.write(new Answer.Refused(Answer.Refusal.TOKEN_IS_OLD, "3.9 is older than 4.1")))
                .isEqualTo("{\"type\":\"refused\",\"code\":\"token_is_old\",\"sentence\":\"3.9 is older than 4.1\"}");
    }

    @Test
    void whatANewerVersionAddsIsIgnored() {
        assertThat(Wire.decode("{\"type\":\"denied\",\"reason\":\"no\",\"more\":{\"a\":[1]}}"))
                .isEqualTo(new Frame.Denied("no"));
    }

    /** Written by a version that did not know {@code later} and {@code count} yet. */
    record Grown(
            String name,
            @AbsentMeansEmpty SortedSet<String> later,
            @AbsentMeansEmpty long count) {}

    @Test
    void whatCameLaterIsEmptyOrZeroWhereItIsMissing() {
        assertThat(Wire.read("{\"name\":\"a\"}", Grown.class)).isEqualTo(new Grown("a", new TreeSet<>(), 0));
        assertThat(Wire.read("{\"name\":\"a\",\"later\":[\"b\"],\"count\":2}", Grown.class))
                .isEqualTo(new Grown("a", new TreeSet<>(List.of("b")), 2));
    }

    @Test
    void anOptionalFieldMayBeMissingAndNoOtherMay() {
        assertThat(Wire.read("{\"highest\":{\"term\":1,\"sequence\":2},\"age\":\"PT0S\"}", Kept.class))
                .isEqualTo(new Kept(new Token(1, 2), Optional.empty(), Optional.empty(), Duration.ZERO));
        assertRefused("{\"highest\":{\"term\":1,\"sequence\":2}}", Kept.class, "age");
        assertRefused("{\"highest\":{\"term\":1},\"age\":\"PT0S\"}", Kept.class, "highest.sequence");
    }

    @Test
    void nothingIsCoerced() {
        assertRefused("{\"term\":\"1\",\"sequence\":2}", Token.class, "term");
        assertRefused("{\"term\":1.5,\"sequence\":2}", Token.class, "term");
        assertRefused("{\"term\":null,\"sequence\":2}", Token.class, "term");
        assertRefused("{\"type\":\"denied\",\"reason\":7}", Frame.class, "reason");
        assertRefused("{\"type\":\"close\",\"lockWait\":1}", Order.class, "lockWait");
        assertRefused("{\"type\":\"rewind\",\"primaryHolds\":\"nonsense\"}", Order.class, "primaryHolds");
        assertRefused("{\"type\":\"open\",\"sourceSide\":1,\"count\":1}", Order.class, "sourceSide");
    }

    @Test
    void strangeTextsAreRefusedInOneSentence() {
        for (String text : List.of(
                "",
                "null",
                "7",
                "[]",
                "{}",
                "{\"type\":\"sesame\"}",
                "{\"type\":\"java.lang.Runtime\"}",
                "{\"type\":\"welcome\",\"mac\":\"a\",\"mac\":\"b\"}",
                "{\"type\":\"welcome\",\"mac\":\"a\"} {}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000))) {
            assertRefused(text, Frame.class, "");
        }
    }

    @Test
    void aTextBeyondTheBoundIsRefusedUnread() {
        String text = "{\"type\":\"denied\",\"reason\":\"" + "x".repeat(Wire.LONGEST_TEXT) + "\"}";
        assertThatThrownBy(() -> Wire.decode(text))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("longer than " + Wire.LONGEST_TEXT);
        assertThatThrownBy(() -> Wire.encode(new Frame.Denied("x".repeat(Wire.LONGEST_TEXT))))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void anErrorQuotesNothingOfWhatCame() {
        assertThatThrownBy(() -> Wire.decode("{\"type\":\"claim\",\"mac\":\"secret\",\"nonce\":{\"secret\":1}}"))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Wire.read(
                        "{\"type\":\"done\",\"executed\":\"\",\"received\":\"\",\"details\":{\"secret\":7}}",
                        Answer.Result.class))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("details.*")
                .hasMessageNotContaining("secret");
    }

    @Test
    void damagedTextsGiveAFrameOrTheOneException() {
        for (int seed = 0; seed < 10 * CASES; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(Wire.encode(new Generated(seed).any(Frame.class)));
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                damage(text, random);
            }
            try {
                assertThat(Wire.decode(text.toString())).isNotNull();
            } catch (MalformedMessage e) {
                assertThat(e.getMessage()).describedAs("seed %d", seed).doesNotContain("\n");
            }
        }
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.setLength(Math.max(1, at));
            case 1 -> text.deleteCharAt(Math.min(at, text.length() - 1)).append(' ');
            case 2 -> text.setCharAt(at, "{}[]\",:0nt-".charAt(random.nextInt(11)));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
        }
    }

    private static void assertRefused(String text, Class<?> type, String where) {
        assertThatThrownBy(() -> Wire.read(text, type))
                .describedAs(text.length() > 200 ? "long" : text)
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining(where);
    }

    @Test
    void collectionsKeepTheOrderInWhichTheyCame() {
        var shutOut = new ArrayList<>(
                ((Order.Holds) Wire.read("{\"type\":\"holds\",\"count\":1,\"shutOut\":[\"z\",\"a\"]}", Order.class))
                        .shutOut());
        assertThat(shutOut).containsExactly("z", "a");
        var done = new Answer.Done(GtidSet.EMPTY, GtidSet.EMPTY, new TreeMap<>());
        assertThat(Wire.read(Wire.write(done), Answer.Result.class)).isEqualTo(done);
    }
}
