package io.signalbox.controller.daemon.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.Samples;
import io.signalbox.controller.daemon.store.EtcdStore;
import io.signalbox.controller.daemon.store.Note;
import io.signalbox.controller.daemon.store.Store;
import io.signalbox.controller.daemon.store.StoreContract;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what only a real etcd can refuse. */
class EtcdStoreIT implements StoreContract {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String PASSWORD = "s3cret-of-this-test";

    @TempDir
    static Path dir;

    private static Etcds etcds;
    private static Gateway gateway;

    private final String prefix = "/" + UUID.randomUUID() + "/";

    @BeforeAll
    static void begin() {
        etcds = Etcds.start(dir, 1);
        gateway = gateway(etcds.endpoints(), Optional.empty(), Optional.empty());
    }

    @AfterAll
    static void end() {
        gateway.close();
        etcds.close();
        VERTX.close().await();
    }

    private static Gateway gateway(List<URI> endpoints, Optional<Gateway.Login> login, Optional<String> ca) {
        return new Gateway(VERTX, endpoints, Etcds.HOST, login, ca);
    }

    @Override
    public Store open(String cluster) {
        return store(gateway, Optional.empty(), cluster);
    }

    private Store store(Gateway through, Optional<EtcdKeys.Guard> guard, String cluster) {
        return new EtcdStore(new EtcdKeys(new Etcd(through), guard), EtcdSite.key(prefix, cluster), cluster);
    }

    @Test
    void twoControllersNeverGetTheSameTerm() throws IOException {
        Store one = open("main");
        Store two = open("main");
        long mine = one.nextTerm();
        long theirs = two.nextTerm();
        assertThat(theirs).isGreaterThan(mine);
        assertThat(one.nextTerm()).isGreaterThan(theirs);
    }

    @Test
    void aWriteUnderAReignThatIsOverIsRefusedByEtcdItself() throws IOException {
        Etcd etcd = new Etcd(gateway);
        String leader = prefix + "leader";
        long reign = put(etcd, leader, "c1");
        Store store = store(gateway, guard(leader, reign), "main");
        assertThat(store.write(0, Samples.record(1, Run.NONE))).isEqualTo(new Store.Replaced());
        remove(leader);
        put(etcd, leader, "c2");
        assertThatThrownBy(() -> store.write(1, Samples.record(2, Run.NONE)))
                .hasMessageContaining("another controller leads");
        assertThat(open("main").read().rev()).isEqualTo(1);
    }

    private static Optional<EtcdKeys.Guard> guard(String leader, long reign) {
        return Optional.of(new EtcdKeys.Guard(leader, () -> OptionalLong.of(reign)));
    }

    private static long put(Etcd etcd, String key, String value) throws IOException {
        return etcd.putIf(List.of(Etcd.createdAt(key, 0)), Etcd.pair(key, value), List.of(), Etcd.STORE_CALL)
                .found()
                .latest();
    }

    private static void remove(String key) throws IOException {
        gateway.call("/v3/kv/deleterange", new JsonObject().put("key", Etcd.encoded(key)), Etcd.STORE_CALL);
    }

    /** Where calls of the API that write a note come from. */
    @Test
    void aNoteIsWrittenAndReadOnAWorkersThread() throws IOException {
        String leader = prefix + "leader";
        Etcd etcd = new Etcd(gateway);
        Note note = new EtcdNote(new EtcdKeys(etcd, guard(leader, put(etcd, leader, "c1"))), prefix + "note");
        Optional<String> read = VERTX.executeBlocking(() -> {
                    note.write("on a worker");
                    return note.read();
                })
                .await();
        assertThat(read).contains("on a worker");
    }

    @Test
    void aMemberThatIsGoneIsLeftForTheNext() throws IOException {
        List<URI> members = new ArrayList<>(List.of(URI.create("http://" + Etcds.HOST + ":1")));
        members.addAll(etcds.endpoints());
        try (Gateway through = gateway(members, Optional.empty(), Optional.empty())) {
            Store store = store(through, Optional.empty(), "main");
            assertThat(store.write(0, Samples.record(1, Run.NONE))).isEqualTo(new Store.Replaced());
        }
    }

    @Test
    void whatEveryMemberFailedAtSaysWhichAndWhy() {
        try (Gateway through =
                gateway(List.of(URI.create("http://" + Etcds.HOST + ":1")), Optional.empty(), Optional.empty())) {
            assertThatThrownBy(() -> store(through, Optional.empty(), "main").read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":1")
                    .hasMessageContaining("refused");
        }
    }

    /** Passwords and tokens, over TLS; a member that was started again knows no token of before. */
    @Test
    void aPasswordIsAskedForAndTheMembersCertificateIsChecked(@TempDir Path own) throws Exception {
        Certificates certificates = Certificates.make(own, "etcd");
        try (Etcds secured = Etcds.startWith(own, certificates)) {
            enablePasswords(secured, certificates);
            Optional<String> ca = Optional.of(certificates.ca());
            try (Gateway known = gateway(secured.endpoints(), login(PASSWORD), ca)) {
                Store store = store(known, Optional.empty(), "main");
                assertThat(store.write(0, Samples.record(1, Run.NONE))).isEqualTo(new Store.Replaced());
                secured.kill(0);
                secured.restart(0);
                org.awaitility.Awaitility.await()
                        .ignoreExceptions()
                        .until(() -> store.read().rev() == 1);
            }
            assertThatThrownBy(() -> readThrough(secured, Optional.empty(), ca))
                    .hasMessageContaining("user name is empty");
            assertThatThrownBy(() -> readThrough(secured, login("wrong"), ca))
                    .hasMessageContaining("authentication failed")
                    .hasMessageNotContaining("wrong");
            Certificates stranger = Certificates.make(own, "stranger");
            assertThatThrownBy(() -> readThrough(secured, login(PASSWORD), Optional.of(stranger.ca())))
                    .isInstanceOf(IOException.class);
        }
    }

    private static Optional<Gateway.Login> login(String password) {
        return Optional.of(new Gateway.Login("root", password));
    }

    private void readThrough(Etcds secured, Optional<Gateway.Login> login, Optional<String> ca) throws IOException {
        try (Gateway through = gateway(secured.endpoints(), login, ca)) {
            store(through, Optional.empty(), "main").read();
        }
    }

    private static void enablePasswords(Etcds secured, Certificates certificates) throws IOException {
        try (Gateway open = gateway(secured.endpoints(), Optional.empty(), Optional.of(certificates.ca()))) {
            JsonObject root = new JsonObject().put("name", "root");
            open.call("/v3/auth/user/add", root.copy().put("password", PASSWORD), Etcd.STORE_CALL);
            open.call("/v3/auth/role/add", root, Etcd.STORE_CALL);
            open.call(
                    "/v3/auth/user/grant", new JsonObject().put("user", "root").put("role", "root"), Etcd.STORE_CALL);
            open.call("/v3/auth/enable", new JsonObject(), Etcd.STORE_CALL);
        }
    }
}
