package io.signalbox.haproxy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.haproxy.reply.Recorded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FaultTest {
    static final List<String> VERSIONS = Recorded.VERSIONS;

    private static final Map<String, Fault> EXPECTED = Map.of(
            "set server mysql_main_rw/nope state ready", Fault.NO_SUCH_SERVER,
            "set server nope/db1 state ready", Fault.NO_SUCH_BACKEND,
            "set server mysql_main_rw/db1 weight 1000", Fault.REFUSED,
            "shutdown session 0x123", Fault.NO_SUCH_SESSION,
            "shutdown sessions server mysql_main_rw/nope", Fault.NO_SUCH_SERVER,
            "what is this", Fault.UNKNOWN_COMMAND,
            "@!OLD set server mysql_main_rw/db1 state ready", Fault.PROXY_IS_DISABLED,
            "@!OLD shutdown session 0x123", Fault.NO_SUCH_SESSION,
            "@!999999 show sess", Fault.NO_SUCH_PROCESS);

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void knowsEveryRecordedRefusal(String version) {
        Map<String, Fault> found = new LinkedHashMap<>();
        String command = "";
        for (String line : Recorded.reply(version, "refusals").lines().toList()) {
            if (line.startsWith("> ")) {
                command = line.substring(2);
            } else {
                found.put(command, Fault.ofRefusal(line));
            }
        }
        assertThat(found).isEqualTo(EXPECTED);
    }
}
