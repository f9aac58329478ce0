package io.signalbox.haproxy.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.haproxy.command.ServerId;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class MalformedRepliesTest {
    private interface Parser {
        Object parse(String reply) throws MalformedReply;
    }

    private static final List<Parser> PARSERS =
            List.of(Worker::parse, ServerState::parse, ServerTraffic::parse, Processes::parse, Session::parse);

    @Test
    void aRefusalIsNeverTakenForAnEmptyAnswer() {
        for (Parser parser : PARSERS) {
            for (String reply :
                    List.of("", "\n", "Permission denied\n\n", "Can't find the target PID\n", "No such backend.\n")) {
                assertThatThrownBy(() -> parser.parse(reply)).isInstanceOf(MalformedReply.class);
            }
        }
    }

    @Test
    void theSentenceOfAMalformedReplyIsOneBoundedLine() {
        assertThatThrownBy(() -> Worker.parse("x\ny\u001b".repeat(1000)))
                .message()
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(250);
    }

    @Test
    void aTableWithoutTheNeededColumnsIsNotUnderstood() {
        assertThatThrownBy(() -> ServerState.parse("1\n# be_id be_name srv_name\n1 web web1\n"))
                .hasMessageContaining("srv_admin_state");
        assertThatThrownBy(() -> ServerState.parse("2\n# be_id be_name srv_name\n"))
                .hasMessageContaining("format 1");
    }

    @Test
    void columnsAreFoundByNameWhereverTheyAre() throws MalformedReply {
        SortedMap<ServerId, ServerState> states = ServerState.parse("""
                1
                # new srv_admin_state srv_iweight srv_uweight srv_check_state srv_op_state srv_addr srv_name be_name newer
                x 5 100 0 6 0 10.0.0.1 db1 mysql_main_rw y
                """);
        assertThat(states.get(ServerId.of("mysql_main_rw", "db1")))
                .isEqualTo(new ServerState(ServerId.of("mysql_main_rw", "db1"), "10.0.0.1", 0, 5, true, 0, 100));
    }

    @Test
    void aTruncatedOrBrokenReplyThrowsNothingElse() {
        for (String version : Recorded.VERSIONS) {
            for (String name : List.of("show-info", "show-servers-state", "show-stat", "show-proc", "show-sess")) {
                String reply = Recorded.reply(version, name);
                Random random = new Random(name.hashCode());
                for (int i = 0; i < 200; i++) {
                    String broken = broken(reply, random);
                    for (Parser parser : PARSERS) {
                        assertThatCode(() -> tryToParse(parser, broken)).doesNotThrowAnyException();
                    }
                }
            }
        }
    }

    private static void tryToParse(Parser parser, String reply) {
        try {
            parser.parse(reply);
        } catch (MalformedReply expected) {
            assertThat(expected).hasMessageContaining("HAProxy answered");
        }
    }

    private static String broken(String reply, Random random) {
        StringBuilder text = new StringBuilder(reply.substring(0, random.nextInt(reply.length())));
        for (int i = random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
            text.setCharAt(random.nextInt(text.length()), "x9 -,#\n\0".charAt(random.nextInt(8)));
        }
        return text.toString();
    }
}
