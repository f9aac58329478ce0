package io.signalbox.controller.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.TestSite;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that is started over the journal of one that died. */
class HostErrandsTest {
    @TempDir
    Path dir;

    private TestSite site;
    private ContractClient client;

    @BeforeEach
    void prepare() throws IOException {
        site = new TestSite(dir);
        site.mind().show(Samples.view());
        answering(new AtomicInteger());
    }

    @AfterEach
    void end() {
        client.close();
        site.close();
    }

    /** @param refusals how often the kernel refuses first, as one does that has not heard its proxies yet */
    private void answering(AtomicInteger refusals) {
        site.mind()
                .reacting(event -> event instanceof Event.Requested asked
                        ? List.of(
                                new Effect.Progress(answer(asked.intent().operation(), refusals.getAndDecrement() > 0)))
                        : List.of());
    }

    private static Operation answer(String operation, boolean refused) {
        return new Operation(
                operation,
                "x",
                refused ? State.REFUSED : State.DONE,
                "",
                refused ? List.of(new Blocker("NOT_SEEN", "web2", "no proxy is heard")) : List.of(),
                "");
    }

    private Path journal() {
        return dir.resolve("state/host.json");
    }

    private void startOver(boolean open) throws IOException {
        Files.createDirectories(dir.resolve("state"));
        Files.writeString(
                journal(),
                Wire.write(new HostErrand("op-1", "db2", true, Duration.ofSeconds(1), "alice", Instant.EPOCH, open)));
        site.start();
        client = new ContractClient(Vertx.vertx(), site.url());
    }

    private void awaitEnd() {
        await().untilAsserted(() -> {
            JsonObject operation = client.get("/api/v1/operations/op-1", site.token(Role.VIEWER))
                    .json();
            assertThat(operation.getString("state")).isEqualTo("done");
            assertThat(operation.getString("requestedBy")).isEqualTo("alice");
        });
    }

    private List<String> done() {
        return site.mind().heard(Event.Requested.class).stream()
                .map(asked -> asked.intent().toString())
                .filter(intent -> intent.contains("dryRun=false"))
                .map(intent -> intent.replaceAll("operation=op-[0-9a-f]+, |, weight.*", ""))
                .toList();
    }

    @Test
    void whatADeadControllerHadBegunIsEndedByTheNext() throws IOException {
        startOver(true);

        awaitEnd();
        assertThat(done())
                .containsExactly(
                        "SetWeb[backend=web, server=web2, mode=DRAIN",
                        "SetWeb[backend=web, server=web2, mode=MAINT",
                        "Maintain[server=db2, on=true, dryRun=false]");
        await().untilAsserted(() -> assertThat(
                        Wire.read(Files.readString(journal()), HostErrand.class).open())
                .isFalse());
    }

    @Test
    void aRefusalOfAKernelThatHasJustBegunIsWaitedFor() throws IOException {
        answering(new AtomicInteger(2));
        startOver(true);

        awaitEnd();
        assertThat(done()).hasSize(3);
    }

    @Test
    void whatHasEndedIsLeftAlone() throws IOException {
        startOver(false);

        String begun = client.post(
                        "/api/v1/servers/db2/maintenance", site.token(Role.OPERATOR), "{\"deadlineMs\":1000}")
                .json()
                .getString("operation");

        await().until(() -> client.get("/api/v1/operations/" + begun, site.token(Role.VIEWER))
                .json()
                .getString("state")
                .equals("done"));
        assertThat(done()).hasSize(3);
        assertThat(Wire.read(Files.readString(journal()), HostErrand.class).id())
                .isEqualTo(begun);
    }
}
