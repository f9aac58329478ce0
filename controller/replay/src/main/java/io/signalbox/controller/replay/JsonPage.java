package io.signalbox.controller.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.daemon.recorder.Said;
import java.util.List;

/** A report as one JSON document; effects and receipts have the shape that they have everywhere. */
final class JsonPage {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonPage() {}

    static String of(Report report) {
        Story story = report.story();
        ObjectNode page = JSON.createObjectNode();
        page.put("cluster", report.cluster());
        page.set("segments", JSON.valueToTree(report.segments()));
        page.set("policy", JSON.valueToTree(report.policy()));
        page.set("from", text(story.began()));
        page.set("to", text(story.ended()));
        page.put("events", story.events());
        page.put("compared", story.compared());
        page.put("decisions", story.decisions());
        page.put("differences", story.differences());
        page.put("good", report.good());
        page.put("verdict", report.verdict());
        story.firstDifference().ifPresent(first -> page.set("firstDifference", moment(first)));
        ArrayNode notes = page.putArray("notes");
        story.notes()
                .forEach(note -> notes.addObject()
                        .put("segment", note.segment())
                        .put("event", note.number())
                        .put("sentence", note.sentence()));
        ArrayNode timeline = page.putArray("timeline");
        story.noteworthy().forEach(moment -> timeline.add(moment(moment)));
        page.put("leftOut", story.leftOut());
        ArrayNode receipts = page.putArray("receipts");
        report.receipts().forEach(receipt -> receipts.addRawValue(new RawValue(Wire.write(receipt))));
        return page.toString();
    }

    /** A problem of the shape that the API's have. */
    static String problem(String code, String sentence) {
        return JSON.createObjectNode()
                .put("type", "about:blank")
                .put("code", code)
                .put("detail", sentence)
                .toString();
    }

    private static ObjectNode moment(Moment moment) {
        ObjectNode node = JSON.createObjectNode();
        node.put("segment", moment.segment());
        node.put("event", moment.number());
        node.put("at", moment.event().at().wall().toString());
        node.put("heard", Words.of(moment.event()));
        node.put("compared", moment.replayed().isPresent());
        node.put("same", moment.same());
        effects(node.putArray("recorded"), moment.recorded());
        if (moment.differs()) {
            effects(node.putArray("replayed"), moment.replayed().orElse(List.of()));
        }
        return node;
    }

    private static void effects(ArrayNode node, List<Effect> effects) {
        effects.forEach(effect -> node.addRawValue(
                new RawValue(effect instanceof Effect.Tell tell ? Wire.write(Said.of(tell)) : Wire.write(effect))));
    }

    private static JsonNode text(java.util.Optional<java.time.Instant> at) {
        return JSON.valueToTree(at.map(Object::toString).orElse(null));
    }
}
