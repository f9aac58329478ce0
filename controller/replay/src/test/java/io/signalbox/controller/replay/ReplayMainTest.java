package io.signalbox.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.daemon.recorder.Camera;
import io.signalbox.controller.daemon.recorder.Line;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayMainTest {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theSameDecisionsAreZeroAndTheTimelineIsShown() throws Exception {
        write(1, new Rehearsal().failover());
        assertThat(replay(dir.toString())).isZero();
        assertThat(out.toString())
                .contains("failover.begun", "journal: failover.revoke begun", "record: epoch 8, primary db2")
                .contains("receipt: failover-", "failover db1 -> db2, done")
                .contains("the same decisions at all")
                .doesNotContain("\n-", "\n+", "\n?", "note:");
    }

    @Test
    void theJsonIsOneDocumentWithTimelineAndReceipts() throws Exception {
        write(1, new Rehearsal().failover());
        assertThat(replay(dir.toString(), "--output", "json")).isZero();
        JsonNode page = json();
        assertThat(page.path("good").asBoolean()).isTrue();
        assertThat(page.path("events").asLong()).isEqualTo(page.path("compared").asLong());
        assertThat(page.path("differences").asLong()).isZero();
        assertThat(page.path("receipts").get(0).path("to").asText()).isEqualTo("db2");
        assertThat(page.path("timeline").findValuesAsText("event")).contains("failover.begun");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anotherDecisionThanRecordedIsOneAndTheFirstIsShownWithBothSides() throws Exception {
        List<Line> lines = new ArrayList<>(new Rehearsal().failover());
        int write = lastWrite(lines);
        lines.remove(write);
        write(1, lines);
        assertThat(replay(dir.toString(), "--output", "json")).isEqualTo(1);
        JsonNode page = json();
        long number = lines.subList(0, write).stream()
                .filter(Line.Heard.class::isInstance)
                .count();
        assertThat(page.path("differences").asLong()).isEqualTo(1);
        assertThat(page.path("firstDifference").path("event").asLong()).isEqualTo(number);
        assertThat(page.path("firstDifference").path("replayed").toString()).contains("write_record");
        assertThat(page.path("firstDifference").path("recorded").toString()).doesNotContain("write_record");
        assertThat(page.path("verdict").asText()).startsWith("other decisions than recorded at 1 events");
    }

    @Test
    void anotherPolicyIsShownBesideWhatHappened() throws Exception {
        write(1, new Rehearsal().hang());
        assertThat(replay(dir.toString(), "--set", "bounds.silentAfter=2s")).isZero();
        assertThat(out.toString())
                .contains("policy: bounds.silentAfter: PT0.35S -> PT2S")
                .contains("-     failover.begun")
                .contains("other decisions under this policy from event")
                .contains("From there on the world is the recorded one");
    }

    @Test
    void aPolicyFileCountsAndWhatIsSetStandsAboveIt() throws Exception {
        write(1, new Rehearsal().hang());
        Path policy = Files.writeString(
                dir.resolve("policy.yaml"),
                "bounds: {silentAfter: 2s, noAckersAfter: 30s, leaveAfter: 60s, isolationAfter: 60s}\n");
        assertThat(replay(dir.toString(), "--policy", policy.toString())).isZero();
        assertThat(out.toString()).contains("silentAfter: PT0.35S -> PT2S", "-     failover.begun");
        out.getBuffer().setLength(0);
        assertThat(replay(
                        dir.toString(),
                        "--policy",
                        policy.toString(),
                        "--set",
                        "bounds.silentAfter=350ms",
                        "--set",
                        "bounds.noAckersAfter=3s",
                        "--set",
                        "bounds.leaveAfter=10s",
                        "--set",
                        "bounds.isolationAfter=6s"))
                .isZero();
        assertThat(out.toString()).contains("the same decisions at all").doesNotContain("policy:");
    }

    @Test
    void aLaterSegmentIsPlayedFromItsPictureAlone() throws Exception {
        Rehearsal rehearsal = new Rehearsal();
        write(1, rehearsal.whole());
        List<Line> second = new ArrayList<>();
        second.add(rehearsal.begun(false));
        second.add(new Line.Pictured(Camera.picture(rehearsal.kernel())));
        second.addAll(rehearsal.dies());
        write(2, second);
        assertThat(replay(dir.toString())).isZero();
        assertThat(out.toString()).contains("000001.recording.gz to 000002.recording.gz", "the same decisions at all");
        out.getBuffer().setLength(0);
        assertThat(replay(dir.toString(), "--from", "2026-11-26T10:00:02Z")).isZero();
        assertThat(out.toString()).contains("cluster main, 000002.recording.gz, ", "the same decisions at all");
        Files.delete(dir.resolve("000001.recording.gz"));
        out.getBuffer().setLength(0);
        assertThat(replay(dir.toString())).isZero();
        assertThat(out.toString()).contains("failover db1 -> db2, done", "the same decisions at all");
    }

    @Test
    void behindAGapNothingIsComparedBeforeThePicture() throws Exception {
        Rehearsal rehearsal = new Rehearsal();
        List<Line> lines = new ArrayList<>(rehearsal.whole());
        rehearsal.wait(5);
        lines.add(new Line.Missed(20));
        lines.addAll(rehearsal.wait(3));
        lines.add(new Line.Pictured(Camera.picture(rehearsal.kernel())));
        lines.addAll(rehearsal.dies());
        write(1, lines);
        assertThat(replay(dir.toString())).isZero();
        assertThat(out.toString())
                .contains("20 events are not in the recording; nothing is compared before the next picture")
                .contains("; 12 more events could not be compared");
    }

    @Test
    void aSpanOfTimeIsTold() throws Exception {
        Rehearsal rehearsal = new Rehearsal();
        write(1, rehearsal.failover());
        assertThat(replay(dir.toString(), "--to", "2026-11-26T10:00:00Z")).isZero();
        assertThat(out.toString()).doesNotContain("failover.begun");
        out.getBuffer().setLength(0);
        assertThat(replay(dir.toString(), "--from", "2027-01-01T00:00:00Z")).isZero();
        assertThat(out.toString()).contains("no event was heard in this time");
    }

    @Test
    void aTornEndIsToldAndPlayedUpToThere() throws Exception {
        write(1, new Rehearsal().failover());
        Path segment = dir.resolve("000001.recording.gz");
        byte[] all = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(all, all.length - 4));
        assertThat(replay(segment.toString())).isZero();
        assertThat(out.toString()).contains("it ends in the middle", "the same decisions at all");
    }

    @Test
    void damageIsToldAndFails() throws Exception {
        write(1, new Rehearsal().failover());
        Path segment = dir.resolve("000001.recording.gz");
        byte[] all = Files.readAllBytes(segment);
        all[all.length / 2] ^= 0x55;
        Files.write(segment, all);
        assertThat(replay(segment.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(segment + " is damaged");
        write(2, new Rehearsal().failover());
        assertThat(replay(dir.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("note: 000001.recording.gz", "is damaged", "the same decisions at all");
    }

    @Test
    void wrongUseIsOneSentenceAndTwo() throws Exception {
        write(1, new Rehearsal().failover());
        Path empty = Files.createDirectory(dir.resolve("empty"));
        refused("there is no " + dir + "/none", dir + "/none");
        refused(empty + " holds no recording", empty.toString());
        refused("unknown key; known here: bounds, whenNoAckers", dir.toString(), "--set", "silentAfter=1s");
        refused("bounds.silentAfter: soon: must be a duration", dir.toString(), "--set", "bounds.silentAfter=soon");
        refused("the policy " + dir + "/none cannot be read", dir.toString(), "--policy", dir + "/none");
        refused("--from is a time such as", dir.toString(), "--from", "yesterday");
        refused("--output is text or json", dir.toString(), "--output", "xml");
    }

    @Test
    void whatIsNoRecordingIsOneSentenceAndOne() throws Exception {
        Path file = Files.writeString(dir.resolve("000001.recording.gz"), "no recording");
        assertThat(replay(file.toString(), "--output", "json")).isEqualTo(1);
        assertThat(json().path("code").asText()).isEqualTo("unreadable_recording");
        assertThat(err.toString())
                .isEqualTo("signalbox replay: " + file + " is not a recording" + System.lineSeparator());
    }

    // ---- helpers

    private void refused(String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(replay(arguments)).as(sentence).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private int replay(String... arguments) {
        CommandLine line = ReplayMain.commandLine();
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out.toString());
    }

    private static int lastWrite(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i) instanceof Line.Wanted wanted
                    && wanted.effect() instanceof io.signalbox.controller.core.effect.Effect.WriteRecord) {
                return i;
            }
        }
        throw new AssertionError("no write among " + lines.size());
    }

    private void write(int number, List<Line> lines) throws IOException {
        Segments.write(dir.resolve("%06d.recording.gz".formatted(number)), lines);
        assertThat(lines).anyMatch(line -> line instanceof Line.Heard heard && heard.event() instanceof Event.Ticked);
    }
}
