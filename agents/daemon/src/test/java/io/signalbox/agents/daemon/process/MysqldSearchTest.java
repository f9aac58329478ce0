package io.signalbox.agents.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.config.AgentConfig;
import io.signalbox.mysql.dialect.CloneLimits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell in mysqld's place: what counts is which program runs, with which file, in which directory. */
class MysqldSearchTest {
    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();
    private AgentConfig.Mysqld config;

    @BeforeEach
    void configure() throws IOException {
        AgentConfig.Login login = new AgentConfig.Login("user", directory);
        Files.createDirectories(directory.resolve("data"));
        config = new AgentConfig.Mysqld(
                Path.of("/bin/bash"),
                directory.resolve("my.cnf"),
                directory.resolve("data"),
                directory.resolve("mysqld.pid"),
                directory.resolve("error.log"),
                directory.resolve("tails"),
                "127.0.203.41",
                3306,
                33062,
                login,
                login,
                login,
                login,
                CloneLimits.DEFAULT,
                login);
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void findsTheOneThatNamesOurFileThoughItHasNoPidFileYet() throws IOException {
        Process ours = run(directory, "--defaults-file=" + config.defaultsFile());

        assertThat(found()).hasValue(ours.pid());
    }

    @Test
    void findsTheOneThatWorksInOurDirectory() throws IOException {
        Process ours = run(config.dataDir(), "--defaults-file=/elsewhere/my.cnf");
        Files.writeString(config.pidFile(), ours.pid() + "\n");

        assertThat(found()).hasValue(ours.pid());
    }

    @Test
    void passesOverSomebodyElsesThoughThePidFileNamesIt() throws IOException {
        Process theirs = run(directory, "--defaults-file=/elsewhere/my.cnf");
        Files.writeString(config.pidFile(), Long.toString(theirs.pid()));

        assertThat(found()).isEmpty();
    }

    @Test
    void passesOverAnotherProgramWithOurFile() throws IOException {
        Process editor = new ProcessBuilder(
                        "tail",
                        "-f",
                        "/dev/null",
                        "--pid=" + ProcessHandle.current().pid())
                .directory(config.dataDir().toFile())
                .start();
        started.add(editor);
        Files.writeString(config.pidFile(), Long.toString(editor.pid()));

        assertThat(found()).isEmpty();
    }

    @Test
    void aPidFileWithNonsenseFindsNothing() throws IOException {
        Files.writeString(config.pidFile(), "-1; rm");

        assertThat(found()).isEmpty();
    }

    private java.util.Optional<Long> found() {
        return new MysqldSearch(config).find().map(ProcessIdentity::pid);
    }

    private Process run(Path workingDirectory, String argument) throws IOException {
        Process process = new ProcessBuilder("/bin/bash", "-c", "echo ready; read -r line", argument)
                .directory(new File(workingDirectory.toString()))
                .start();
        started.add(process);
        process.getInputStream().readNBytes("ready".length());
        return process;
    }
}
