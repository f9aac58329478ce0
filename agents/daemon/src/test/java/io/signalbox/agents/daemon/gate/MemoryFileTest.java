package io.signalbox.agents.daemon.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.core.HighWaterMark;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFileTest {
    private static final AgentMemory MEMORY = new AgentMemory(
            new Token(3, 17),
            5,
            false,
            Optional.of(
                    new Order.Learn("db1", Set.of("db2", "db3"), true, Optional.of(new Order.Edition(3, 17, 4, 1)))),
            Optional.of(new Order.Route(new Order.Writer("mysql_main_rw", "db1"), true, List.of())),
            new Token(3, 16),
            Optional.of(new HighWaterMark(5, GtidSet.of("00000001-0000-0000-0000-000000000000", 7))),
            Optional.of("db2"));

    private static final AgentMemory NEXT = new AgentMemory(
            new Token(3, 18),
            6,
            true,
            MEMORY.learned(),
            MEMORY.route(),
            MEMORY.routeToken(),
            MEMORY.mark(),
            Optional.empty());

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
    void cutAtAnyByteOfItsOnlySlotItIsDamagedAndMysqldWaitsForAnOrder() throws Exception {
        new MemoryFile(directory).write(1, MEMORY);
        byte[] whole = Files.readAllBytes(directory.resolve("memory.json"));
        int line = lengthOfLine(whole, whole.length / 2);

        for (int length = 0; length < whole.length / 2 + line; length++) {
            MemoryFile.Found found = reading(Arrays.copyOf(whole, length), "cut-" + length);

            assertThat(found).as("cut at %d", length).isInstanceOf(MemoryFile.Damaged.class);
            assertThat(found.memory().mayHoldTail()).isTrue();
            assertThat(found.memory().highest()).isEqualTo(Token.NONE);
        }
    }

    /** Power goes while a slot is overwritten: some of its bytes are new, the others old. */
    @Test
    void tornAtAnyByteOfAnOverwriteTheMemoryBeforeItCounts() throws Exception {
        MemoryFile file = new MemoryFile(directory);
        file.write(1, AgentMemory.BLANK);
        file.write(2, MEMORY);
        byte[] before = Files.readAllBytes(directory.resolve("memory.json"));
        file.write(3, NEXT);
        byte[] after = Files.readAllBytes(directory.resolve("memory.json"));
        int slot = after.length / 2;
        int line = lengthOfLine(after, slot);

        assertThat(reading(after, "whole")).isEqualTo(new MemoryFile.Sound(NEXT));
        for (int torn = 9; torn < line; torn++) {
            byte[] mixed = before.clone();
            System.arraycopy(after, slot, mixed, slot, torn);
            MemoryFile.Found found = reading(mixed, "torn-" + torn);
            assertThat(found).as("torn at %d", torn).isInstanceOf(MemoryFile.Damaged.class);
            assertThat(found.memory().highest()).isEqualTo(MEMORY.highest());
            assertThat(found.memory().promised()).isEqualTo(MEMORY.promised());
            assertThat(found.memory().mayHoldTail()).isTrue();
        }
    }

    @Test
    void goesOnAfterATornOverwrite() throws Exception {
        MemoryFile file = new MemoryFile(directory);
        file.write(1, AgentMemory.BLANK);
        file.write(2, MEMORY);
        Path path = directory.resolve("memory.json");
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2 + 20] ^= 1;
        Files.write(path, bytes);

        MemoryFile again = new MemoryFile(directory);
        assertThat(again.read()).isInstanceOf(MemoryFile.Damaged.class);
        again.write(1, NEXT);

        assertThat(new MemoryFile(directory).read()).isEqualTo(new MemoryFile.Sound(NEXT));
    }

    @Test
    void growsWithWhatItHolds() throws Exception {
        MemoryFile file = new MemoryFile(directory);
        file.write(1, AgentMemory.BLANK);
        long small = Files.size(directory.resolve("memory.json"));
        AgentMemory large = withServers(500);
        file.write(2, large);
        assertThat(new MemoryFile(directory).read()).isEqualTo(new MemoryFile.Sound(large));
        assertThat(Files.size(directory.resolve("memory.json"))).isGreaterThan(small);
        file.write(3, MEMORY);
        file.write(4, NEXT);
        assertThat(new MemoryFile(directory).read()).isEqualTo(new MemoryFile.Sound(NEXT));
    }

    /** A work that is stuck on a slow disk is interrupted, which closes the file under it. */
    @Test
    void goesOnAfterAnInterruptedWriteInANewFile() throws Exception {
        MemoryFile file = new MemoryFile(directory);
        file.write(0, MEMORY);
        AtomicReference<Exception> end = new AtomicReference<>();
        Thread writer = Thread.ofPlatform().start(() -> end.set(writeUntilInterrupted(file)));
        while (writer.isAlive()) {
            writer.interrupt();
            writer.join(Duration.ofMillis(20));
        }
        assertThat(end.get()).isInstanceOf(ClosedByInterruptException.class);
        Path inTheWay = Files.createDirectory(directory.resolve("memory.json.new"));

        assertThatThrownBy(() -> file.write(Long.MAX_VALUE - 1, NEXT)).isInstanceOf(IOException.class);
        assertThat(new MemoryFile(directory).read().memory().highest())
                .as("what failed did not overwrite what was left")
                .isEqualTo(MEMORY.highest());

        Files.delete(inTheWay);
        file.write(Long.MAX_VALUE, NEXT);
        assertThat(new MemoryFile(directory).read()).isEqualTo(new MemoryFile.Sound(NEXT));
    }

    /** An interrupt that comes before the file is touched hurts nothing, and is waited for again. */
    private static Exception writeUntilInterrupted(MemoryFile file) {
        for (long order = 1; order < 1_000_000; order++) {
            try {
                file.write(order, MEMORY);
            } catch (ClosedByInterruptException e) {
                return e;
            } catch (InterruptedException e) {
                continue;
            } catch (IOException e) {
                return e;
            }
        }
        return new IOException("no interrupt came");
    }

    private static AgentMemory withServers(int number) {
        List<Order.ServerSetting> servers = IntStream.range(0, number)
                .mapToObj(i -> new Order.ServerSetting("mysql_main_ro", "db" + i, Order.ServerMode.READY, 100))
                .toList();
        return new AgentMemory(
                new Token(3, 18),
                5,
                false,
                Optional.empty(),
                Optional.of(new Order.Route(new Order.Writer("mysql_main_rw", "db1"), true, servers)),
                new Token(3, 18),
                Optional.empty(),
                Optional.empty());
    }

    private MemoryFile.Found reading(byte[] bytes, String name) throws IOException {
        Path place = Files.createDirectories(directory.resolve(name));
        Files.write(place.resolve("memory.json"), bytes);
        return new MemoryFile(place).read();
    }

    private static int lengthOfLine(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at - from;
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

    /** Crash, or a full disk, between the two: a host without a file would pass for one where no agent ever was. */
    @Test
    void neverLosesADamagedFileBeforeItsSuccessorIsThere() throws Exception {
        Files.writeString(directory.resolve("memory.json"), "{}\n00000000\n");
        Files.createDirectory(directory.resolve("memory.json.new"));

        assertThatThrownBy(() -> new MemoryFile(directory).read()).isInstanceOf(IOException.class);

        assertThat(directory.resolve("memory.json")).isRegularFile();
        Files.delete(directory.resolve("memory.json.new"));
        assertThat(new MemoryFile(directory).read()).isInstanceOf(MemoryFile.Damaged.class);
    }
}
