package io.signalbox.agents.daemon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFileTest {
    private static final AgentMemory MEMORY = new AgentMemory(
            new Token(3, 17),
            5,
            false,
            Optional.of(new Order.Learn("db1", Set.of("db2", "db3"), true)),
            Optional.of(new Order.Route(new Order.Writer("mysql_main_rw", "db1"), true, List.of())),
            new Token(3, 16));

    @TempDir
    Path directory;

    @Test
    void isBlankWhereNoAgentEverWas() throws IOException {
        assertThat(new MemoryFile(directory.resolve("new")).read()).isEqualTo(new MemoryFile.Sound(AgentMemory.BLANK));
    }

    @Test
    void readsWhatWasWritten() throws Exception {
        MemoryFile file = new MemoryFile(directory);
        file.write(1, AgentMemory.BLANK);
        file.write(2, MEMORY);

        assertThat(new MemoryFile(directory).read()).isEqualTo(new MemoryFile.Sound(MEMORY));
    }

    @Test
    void dropsAnOlderMemoryThatComesLate() throws Exception {
        MemoryFile file = new MemoryFile(directory);
        file.write(2, MEMORY);
        file.write(1, AgentMemory.BLANK);

        assertThat(new MemoryFile(directory).read().memory()).isEqualTo(MEMORY);
    }

    @Test
    void cutAtAnyByteItIsDamagedAndMysqldWaitsForAnOrder() throws Exception {
        new MemoryFile(directory).write(1, MEMORY);
        byte[] whole = Files.readAllBytes(directory.resolve("memory.json"));

        for (int length = 0; length < whole.length; length++) {
            Path torn = Files.createDirectories(directory.resolve("cut-" + length));
            Files.write(torn.resolve("memory.json"), java.util.Arrays.copyOf(whole, length));

            MemoryFile.Found found = new MemoryFile(torn).read();

            assertThat(found).as("cut at %d", length).isInstanceOf(MemoryFile.Damaged.class);
            assertThat(found.memory().mayHoldTail()).isTrue();
            assertThat(found.memory().highest()).isEqualTo(Token.NONE);
        }
    }

    @Test
    void keepsADamagedFileAsideAndStaysCarefulOverTheNextRestart() throws Exception {
        Files.writeString(directory.resolve("memory.json"), "{}\n00000000\n");

        MemoryFile.Found found = new MemoryFile(directory).read();

        assertThat(found)
                .isInstanceOfSatisfying(
                        MemoryFile.Damaged.class,
                        damaged -> assertThat(damaged.sentence())
                                .contains("checksum")
                                .contains("memory.damaged-"));
        MemoryFile.Found again = new MemoryFile(directory).read();
        assertThat(again).isInstanceOf(MemoryFile.Sound.class);
        assertThat(again.memory().mayHoldTail()).isTrue();
    }
}
