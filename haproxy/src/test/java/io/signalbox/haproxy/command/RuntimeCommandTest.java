package io.signalbox.haproxy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeCommandTest {
    private static final int CASES = 20_000;
    private static final String TRICKY = ";\n\r\t \\#<>\"'`$|&@!/%\0\u0085\u2028\uff1b.:-_aZ09";

    private static final ServerId DB1 = ServerId.of("mysql_main_rw", "db1");

    @Test
    void saysWhatHaproxyUnderstands() {
        assertThat(text(new WorkerCommand.ShowInfo())).isEqualTo("show info\n");
        assertThat(text(new WorkerCommand.ShowWorkerState())).isEqualTo("show info;show servers state\n");
        assertThat(text(new WorkerCommand.ShowServersState())).isEqualTo("show servers state\n");
        assertThat(text(new WorkerCommand.ShowStat())).isEqualTo("show stat\n");
        assertThat(text(new WorkerCommand.ShowSessions())).isEqualTo("show sess\n");
        assertThat(text(new WorkerCommand.SetState(DB1, AdminState.MAINT)))
                .isEqualTo("set server mysql_main_rw/db1 state maint\n");
        assertThat(text(new WorkerCommand.SetWeight(DB1, new Weight(256))))
                .isEqualTo("set server mysql_main_rw/db1 weight 256\n");
        assertThat(text(new WorkerCommand.ShutdownServerSessions(DB1)))
                .isEqualTo("shutdown sessions server mysql_main_rw/db1\n");
        assertThat(text(new MasterCommand.ShowProcesses())).isEqualTo("show proc\n");
        assertThat(text(new MasterCommand.InProcess(
                        4711, new WorkerCommand.ShutdownSession(new SessionId("0x55b227d5f990")))))
                .isEqualTo("@!4711 shutdown session 0x55b227d5f990\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "w1 state maint;set server web/w1 weight 77",
                "w1\nshow info",
                "w1\r",
                "w1\\;x",
                "#3",
                "<<",
                "a b",
                "a/b",
                "\u00e4",
                "\uff1b",
                "a\u0000"
            })
    void refusesANameThatCouldMeanMore(String name) {
        assertThatThrownBy(() -> new Name(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServerId.of("web", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServerId.of(name, "web1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sayNothingOfARefusedNameThatCouldBreakALogLine() {
        assertThatThrownBy(() -> new Name("x\n2026 ERROR forged\u001b[31m" + "y".repeat(5000)))
                .message()
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(200);
    }

    @Test
    void whateverIsPutInExactlyOneCommandComesOut() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            RuntimeCommand command;
            try {
                command = anyCommand(random);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            assertOneCommand(text(command), "seed " + seed);
        }
    }

    @Test
    void numbersOutOfRangeCannotBeSaid() {
        assertThatThrownBy(() -> new Weight(257)).hasMessage("weight: 257: must be 0 to 256");
        assertThatThrownBy(() -> new Weight(-1)).hasMessage("weight: -1: must be 0 to 256");
        assertThatThrownBy(() -> new MasterCommand.InProcess(0, new WorkerCommand.ShowInfo()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionId("0x1 ; show info")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCertificateFollowsItsCommandAndIsInNoName() {
        FilePath file = new FilePath(Path.of("/srv/site.pem"));
        RuntimeCommand command = new WorkerCommand.SetCertificate(file, "-----BEGIN X-----\nAb+/=\n-----END X-----\n");

        assertThat(text(command))
                .isEqualTo("set ssl cert /srv/site.pem <<\n-----BEGIN X-----\nAb+/=\n-----END X-----\n\n");
        assertThat(command.text() + command + command.kind()).doesNotContain("Ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a\n\nshow info\n", "a\nshow info;x\n", "no end", "\na\n", " a\n"})
    void nothingFollowsACertificate(String payload) {
        FilePath file = new FilePath(Path.of("/srv/site.pem"));
        assertThatThrownBy(() -> new WorkerCommand.SetCertificate(file, payload))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noCommandTouchesAFrontend() {
        // "set maxconn frontend" makes 2.6.12 deadlock and abort.
        Stream<Class<?>> commands = Stream.of(WorkerCommand.class, MasterCommand.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
        assertThat(commands.map(Class::getSimpleName))
                .allSatisfy(name -> assertThat(name).doesNotContainIgnoringCase("frontend"))
                .allSatisfy(name -> assertThat(name).doesNotContainIgnoringCase("maxconn"));
    }

    private static void assertOneCommand(String line, String seed) {
        assertThat(line).as(seed).endsWith("\n");
        String command = line.substring(0, line.length() - 1);
        assertThat(command)
                .as(seed)
                .doesNotContain("\n", "\r", ";", "\\", "<<", "#", "  ")
                .doesNotContain("\0");
        assertThat(command.split(" ")).as(seed).hasSizeLessThanOrEqualTo(6);
        assertThat(line.getBytes(StandardCharsets.UTF_8)).as(seed).hasSize(line.length());
    }

    private static RuntimeCommand anyCommand(Random random) {
        return switch (random.nextInt(6)) {
            case 0 ->
                new WorkerCommand.SetState(
                        anyServer(random), AdminState.values()[random.nextInt(AdminState.values().length)]);
            case 1 -> new WorkerCommand.SetWeight(anyServer(random), new Weight(random.nextInt(-10, 300)));
            case 2 -> new WorkerCommand.ShutdownServerSessions(anyServer(random));
            case 3 -> new WorkerCommand.ShutdownSession(new SessionId(anyName(random, List.of("0x1f", "0x", ""))));
            case 4 ->
                new WorkerCommand.SetMap(
                        new FilePath(Path.of("/srv/"
                                + anyName(random, List.of("limits.map", "a+b@c", ""))
                                        .replace("\0", ";"))),
                        new Name("requests"),
                        random.nextInt());
            default ->
                new MasterCommand.InProcess(
                        random.nextLong(-5, 1L << 31), new WorkerCommand.ShutdownServerSessions(anyServer(random)));
        };
    }

    private static ServerId anyServer(Random random) {
        List<String> good = List.of("web", "db1", "mysql_main_rw", "a.b:c-d", "");
        return ServerId.of(anyName(random, good), anyName(random, good));
    }

    private static String anyName(Random random, List<String> good) {
        StringBuilder name = new StringBuilder(good.get(random.nextInt(good.size())));
        for (int i = random.nextInt(3); i > 0; i--) {
            name.insert(random.nextInt(name.length() + 1), TRICKY.charAt(random.nextInt(TRICKY.length())));
        }
        return name.toString();
    }

    private static String text(RuntimeCommand command) {
        return new String(command.line(), StandardCharsets.UTF_8);
    }
}
