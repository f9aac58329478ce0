package io.signalbox.controller.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.daemon.config.ConfigReader;
import io.signalbox.controller.daemon.etcd.EtcdSite;
import io.signalbox.controller.daemon.etcd.Etcds;
import io.signalbox.controller.daemon.store.FileStore;
import io.signalbox.controller.daemon.store.Store;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMainIT {
    @TempDir
    Path dir;

    @Test
    void showsThenMovesRecordTermAndJournalAndNeverOverwrites() throws Exception {
        ClusterRecord record = Samples.record(5, Samples.run("r-1"));
        long term;
        try (FileStore files = FileStore.open(dir.resolve("state/clusters"), "main")) {
            files.append(Samples.entry("r-1", "detach"));
            files.write(0, record);
            term = files.nextTerm();
        }
        try (Etcds etcds = Etcds.start(dir, 1)) {
            TestSite site = new TestSite(dir)
                    .withStore("store: {kind: etcd, endpoints: [\""
                            + etcds.endpoints().getFirst() + "\"]}");
            String yaml = site.yaml(0);
            Path file = Files.writeString(dir.resolve("controller.yaml"), yaml);

            assertThat(ran("migrate", file.toString()))
                    .startsWith("0 main: rev 5, term " + record.term() + ", epoch " + record.epoch() + ", primary "
                            + record.primary())
                    .contains("the plan r-1 is open")
                    .endsWith("Nothing was written; --write does it.\n");
            assertThat(ran("migrate", file.toString(), "--write"))
                    .startsWith("0 main: rev 5")
                    .contains("Done.");
            requireMoved(yaml, record, term);
            assertThat(ran("migrate", file.toString(), "--write"))
                    .startsWith("1 Refused: etcd holds a record of main already: rev 5");
        }
    }

    private static void requireMoved(String yaml, ClusterRecord record, long term) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (EtcdSite etcd = EtcdSite.of(vertx, ConfigReader.read(yaml));
                Store moved = etcd.anew("main")) {
            assertThat(moved.read()).isEqualTo(record);
            assertThat(moved.journal("r-1")).hasSize(1);
            assertThat(moved.nextTerm()).isGreaterThan(term);
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void withoutFilesOrWithoutAnEtcdToGoToNothingIsDone() throws Exception {
        TestSite site = new TestSite(dir).withStore("store: {kind: etcd, endpoints: [\"http://127.0.0.1:1\"]}");
        Path file = Files.writeString(dir.resolve("controller.yaml"), site.yaml(0));
        assertThat(ran("migrate", file.toString()))
                .startsWith("1 Refused: http://127.0.0.1:1")
                .contains("refused");
        Files.writeString(file, new TestSite(dir).yaml(0));
        assertThat(ran("migrate", file.toString())).startsWith("2 store.kind: file: must be etcd");
        assertThat(ran("move")).startsWith("2 use: store migrate FILE");
    }

    private static String ran(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = StoreMain.run(List.of(args), new PrintStream(out, true));
        return code + " " + out;
    }
}
