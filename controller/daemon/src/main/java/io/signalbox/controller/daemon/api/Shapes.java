package io.signalbox.controller.daemon.api;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.view.ClusterView.DecisionView;
import io.signalbox.controller.core.view.ClusterView.Evidence;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.daemon.drills.DrillState;
import io.signalbox.controller.daemon.news.Happening;
import io.signalbox.controller.daemon.news.OperationBook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Records as JSON, in the names of the contract. */
final class Shapes {
    private Shapes() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The kernel's codes, as all words of the API, are lower case. */
    static String word(String code) {
        return code.toLowerCase(Locale.ROOT);
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    static <T> JsonArray list(Collection<T> items, Function<T, ?> shape) {
        JsonArray list = new JsonArray();
        items.forEach(item -> list.add(shape.apply(item)));
        return list;
    }

    static JsonObject map(Map<String, ?> values) {
        JsonObject map = new JsonObject();
        values.forEach(map::put);
        return map;
    }

    static JsonArray blockers(List<Blocker> blockers) {
        return list(
                blockers,
                b -> new JsonObject()
                        .put("code", word(b.code()))
                        .put("server", b.server())
                        .put("sentence", b.sentence()));
    }

    static JsonObject plan(Plan plan) {
        return new JsonObject()
                .put("name", plan.word())
                .put(
                        "steps",
                        list(
                                plan.steps(),
                                s -> new JsonObject()
                                        .put("name", s.name())
                                        .put("rows", s.rows())
                                        .put("needs", s.needs())
                                        .put("act", s.act())
                                        .put("deadline", s.deadline())
                                        .put("undo", s.undo())));
    }

    static JsonObject decision(DecisionView decision) {
        return new JsonObject()
                .put("verdict", decision.verdict())
                .put("reason", decision.reason())
                .put(
                        "gates",
                        list(
                                decision.gates(),
                                gate -> new JsonObject()
                                        .put("name", gate.name())
                                        .put("value", gate.value())
                                        .put("threshold", gate.threshold())
                                        .put("passed", gate.passed())))
                .put("evidence", list(decision.evidence(), Shapes::evidence));
    }

    static JsonObject evidence(Evidence evidence) {
        return new JsonObject()
                .put("who", evidence.who())
                .put("says", evidence.says())
                .put("what", evidence.what())
                .put("value", evidence.value())
                .put("ageMillis", millis(evidence.age()));
    }

    static JsonObject receipt(Receipt receipt) {
        return new JsonObject()
                .put("id", receipt.id())
                .put("kind", receipt.kind())
                .put("result", receipt.result())
                .put("from", receipt.from())
                .put("to", receipt.to())
                .put("epoch", receipt.epoch())
                .put("cause", receipt.cause())
                .put("startedAt", receipt.startedAt())
                .put("phases", map(receipt.phases()))
                .put("sets", map(receipt.sets()))
                .put("lost", receipt.lost())
                .put("leftovers", map(receipt.leftovers()))
                .put("timeline", list(receipt.timeline(), line -> line))
                .put(
                        "evidence",
                        list(
                                receipt.evidence(),
                                w -> new JsonObject()
                                        .put("witness", w.witness())
                                        .put("said", w.said())
                                        .put("ageMillis", w.ageMillis())))
                .put("after", map(receipt.after()))
                .put(
                        "fences",
                        list(
                                receipt.fences(),
                                f -> new JsonObject()
                                        .put("at", f.at())
                                        .put("by", f.by())
                                        .put("what", f.what())))
                .put(
                        "steps",
                        list(
                                receipt.steps(),
                                s -> new JsonObject()
                                        .put("name", s.name())
                                        .put("act", s.act())
                                        .put("at", s.at())
                                        .put("tookMillis", s.tookMillis())));
    }

    static JsonObject operation(Operation operation) {
        return new JsonObject()
                .put("id", operation.id())
                .put("kind", operation.kind())
                .put("state", word(operation.state()))
                .put("sentence", operation.sentence())
                .put("blockers", blockers(operation.blockers()))
                .put("run", operation.run());
    }

    static JsonObject operation(OperationBook.Entry entry) {
        return operation(entry.operation())
                .put("cluster", entry.cluster())
                .put("requestedBy", entry.requestedBy())
                .put("startedAt", entry.startedAt().toString())
                .put("updatedAt", entry.updatedAt().toString());
    }

    static JsonObject event(Happening happening) {
        return new JsonObject()
                .put("id", happening.id())
                .put("at", happening.at().toString())
                .put("type", happening.type())
                .put("cluster", happening.cluster())
                .put("sentence", happening.sentence())
                .put("facts", map(happening.facts()));
    }

    static JsonObject drill(DrillState drill) {
        JsonObject json = new JsonObject()
                .put("id", drill.id())
                .put("drill", "")
                .put("state", word(drill.state()))
                .put("sentence", drill.sentence());
        drill.report()
                .map(JsonObject::new)
                .ifPresent(report -> json.put("report", report).put("drill", report.getString("drill", "")));
        drill.start()
                .ifPresent(start -> json.put("drill", start.drill())
                        .put("startedAt", start.startedAt())
                        .put("rounds", start.rounds())
                        .put("requestedBy", start.requestedBy()));
        return json;
    }
}
