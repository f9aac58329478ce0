package io.signalbox.haproxy.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.version.HaproxyVersion.Standing;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every known version's words are understood alike. */
class RecordedRepliesTest {
    static final List<String> VERSIONS = Recorded.VERSIONS;

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aWorkerSaysWhoItIs(String version) throws MalformedReply {
        Worker worker = Worker.parse(Recorded.reply(version, "show-info"));
        assertThat(worker.version().text()).startsWith(version);
        assertThat(worker.version().standing()).isEqualTo(Standing.KNOWN);
        assertThat(worker.pid()).isPositive();
        assertThat(worker.startedAt()).isGreaterThan(1_700_000_000);
        assertThat(worker.stopping()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void anOldWorkerSaysThatItIsStopping(String version) throws MalformedReply {
        Worker old = Worker.parse(Recorded.reply(version, "show-info-of-old-worker"));
        assertThat(old.stopping()).isTrue();
        assertThat(old.is(Worker.parse(Recorded.reply(version, "show-info")))).isTrue();
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aWorkerSaysWhoItIsAndWhatItsServersAreInOneBreath(String version) throws MalformedReply {
        String info = Recorded.reply(version, "show-info");
        String servers = Recorded.reply(version, "show-servers-state");
        WorkerState state = WorkerState.parse(info + servers);
        assertThat(state.worker()).isEqualTo(Worker.parse(info));
        assertThat(state.servers()).hasSize(9).isEqualTo(ServerState.parse(servers));
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void onlyAnOldWorkerMaySayNothingOfServers(String version) throws MalformedReply {
        String stopping = Recorded.reply(version, "show-info-of-old-worker");
        assertThat(WorkerState.parse(stopping).servers()).isEmpty();
        String info = Recorded.reply(version, "show-info");
        assertThatThrownBy(() -> WorkerState.parse(info)).isInstanceOf(MalformedReply.class);
        assertThatThrownBy(() -> WorkerState.parse(Recorded.reply(version, "show-servers-state")))
                .isInstanceOf(MalformedReply.class);
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void afterAStartEveryWriterIsClosedAndTheHoldIsUsable(String version) throws MalformedReply {
        SortedMap<ServerId, ServerState> states = ServerState.parse(Recorded.reply(version, "show-servers-state"));
        assertThat(states).hasSize(9);
        assertThat(state(states, "mysql_main_rw", "db1").closed()).isTrue();
        assertThat(state(states, "mysql_main_rw", "db2").closed()).isTrue();
        assertThat(state(states, "mysql_main_rw", "hold").usable()).isTrue();
        assertThat(state(states, "mysql_main_rw", "db1").checked()).isFalse();
        assertThat(state(states, "mysql_main_ro", "db1").checked()).isTrue();
        assertThat(state(states, "mysql_main_ro", "db1").wished()).isEqualTo(AdminState.READY);
        assertThat(state(states, "mysql_main_ro", "db1").checkedAt()).isEqualTo("127.0.204.11:8091");
        assertThat(state(states, "web", "web1").checkedAt()).isEqualTo("127.0.204.11:8080");
        assertThat(state(states, "mysql_main_ro_unchecked", "db2").configuredWeight())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void eachServerRunsAtAnAddressWithTheWeightOfItsFile(String version) throws MalformedReply {
        SortedMap<ServerId, RunningServer> running = RunningServer.parse(
                Recorded.reply(version, "show-servers-state"), Recorded.reply(version, "show-stat"));
        assertThat(running).hasSize(9);
        ServerId db1 = ServerId.of("mysql_main_rw", "db1");
        assertThat(running.get(db1)).isEqualTo(new RunningServer(db1, "127.0.204.11:3306", 100, 0));
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void statisticsHaveALineForEachServer(String version) throws MalformedReply {
        SortedMap<ServerId, ServerTraffic> traffic = ServerTraffic.parse(Recorded.reply(version, "show-stat"));
        assertThat(traffic.keySet())
                .isEqualTo(ServerState.parse(Recorded.reply(version, "show-servers-state"))
                        .keySet());
        assertThat(traffic.get(ServerId.of("mysql_main_rw", "db1")).status()).isEqualTo("MAINT");
        assertThat(traffic.get(ServerId.of("mysql_main_rw", "hold")).status()).isEqualTo("no check");
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void theMasterNamesWorkersAndOldWorkers(String version) throws MalformedReply {
        Processes before = Processes.parse(Recorded.reply(version, "show-proc"));
        Processes after = Processes.parse(Recorded.reply(version, "show-proc-after-reload"));
        assertThat(before.workers()).hasSize(1);
        assertThat(before.oldWorkers()).isEmpty();
        assertThat(after.oldWorkers()).isEqualTo(before.workers());
        assertThat(after.workers()).hasSize(1).isNotEqualTo(before.workers());
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void heldClientsAreSeenInAnOldWorker(String version) throws MalformedReply {
        List<Session> sessions = Session.parse(Recorded.reply(version, "show-sess-of-old-worker"));
        assertThat(sessions)
                .filteredOn(session -> session.backend().equals("mysql_main_rw"))
                .hasSize(2)
                .allSatisfy(session -> assertThat(session.server()).isEqualTo("hold"));
        assertThat(sessions).anySatisfy(session -> assertThat(session.server()).isEqualTo("<none>"));
    }

    private static ServerState state(SortedMap<ServerId, ServerState> states, String backend, String server) {
        return Objects.requireNonNull(states.get(ServerId.of(backend, server)));
    }
}
