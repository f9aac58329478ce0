package io.signalbox.controller.daemon.api;

import static io.signalbox.controller.daemon.api.Shapes.list;
import static io.signalbox.controller.daemon.api.Shapes.millis;
import static io.signalbox.controller.daemon.api.Shapes.word;

import io.signalbox.agents.protocol.Report.ProxyServer;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.core.view.ClusterView.Problem;
import io.signalbox.controller.core.view.ClusterView.ProxyView;
import io.signalbox.controller.core.view.ClusterView.RunView;
import io.signalbox.controller.core.view.ClusterView.ServerView;
import io.signalbox.controller.core.view.ClusterView.StepView;
import io.signalbox.controller.daemon.reads.ReadPort;
import io.vertx.core.json.JsonObject;
import java.util.OptionalInt;

/** A cluster and its parts as JSON, in the names of the contract. */
final class ClusterShape {
    private ClusterShape() {}

    static JsonObject of(ClusterView view, ReadPort reads) {
        JsonObject json = record(view.record());
        json.put("wantedK", view.wantedK())
                .put("leading", view.leading())
                .put("writable", view.writable())
                .put("protected", view.protectedNow())
                .put("predictedOutageMillis", millis(view.predictedOutage()))
                .put("predictedLoss", view.record().proven() ? "none" : "possible")
                .put("servers", list(view.servers(), server -> server(server, reads.weight(view, server.name()))))
                .put("problems", list(view.problems(), ClusterShape::problem));
        view.run().ifPresentOrElse(run -> json.put("run", run(run)), () -> json.putNull("run"));
        json.put("runs", list(view.runs(), ClusterShape::run));
        return json;
    }

    private static JsonObject record(ClusterRecord record) {
        return new JsonObject()
                .put("name", record.cluster())
                .put("rev", record.rev())
                .put("term", record.term())
                .put("epoch", record.epoch())
                .put("primary", record.primary())
                .put("ackers", list(record.ackers(), acker -> acker))
                .put("k", record.k())
                .put("proven", record.proven())
                .put("mode", word(record.mode()));
    }

    private static JsonObject server(ServerView server, OptionalInt readWeight) {
        JsonObject json = new JsonObject()
                .put("name", server.name())
                .put("role", word(server.role()))
                .put("health", word(server.health()))
                .put("executed", server.executed())
                .put("received", server.received())
                .put("backlog", server.backlog())
                .put("agentLinked", server.agentLinked())
                .put("writable", server.writable())
                .put("semiSyncSource", server.semiSyncSource())
                .put("semiSyncReplica", server.semiSyncReplica())
                .put("diskFree", server.diskFree())
                .put("waitingCommits", server.waitingCommits())
                .put("maintenance", server.maintenance())
                .put("rule", word(server.rule()))
                .put("zone", server.zone())
                .put("blockers", Shapes.blockers(server.blockers()));
        readWeight.ifPresent(weight -> json.put("readWeight", weight));
        server.lag().ifPresent(lag -> json.put("lagMillis", millis(lag)));
        server.coolDownUntil().ifPresent(until -> json.put("coolDownUntil", until.toString()));
        server.copy()
                .ifPresent(copy -> json.put(
                        "copy",
                        new JsonObject()
                                .put("donor", copy.donor())
                                .put("stage", copy.stage())
                                .put("copiedBytes", copy.copied())
                                .put("totalBytes", copy.total())));
        server.reportAge().ifPresent(age -> json.put("reportAgeMillis", millis(age)));
        return json;
    }

    private static JsonObject problem(Problem problem) {
        return new JsonObject()
                .put("code", word(problem.code()))
                .put("server", problem.server())
                .put("sentence", problem.sentence())
                .put("priority", problem.priority())
                .put("evidence", list(problem.evidence(), Shapes::evidence));
    }

    private static JsonObject run(RunView run) {
        return new JsonObject()
                .put("id", run.id())
                .put("kind", run.kind())
                .put("step", run.step())
                .put("ageMillis", millis(run.age()))
                .put("steps", list(run.steps(), ClusterShape::step));
    }

    private static JsonObject step(StepView step) {
        JsonObject json = new JsonObject()
                .put("name", step.name())
                .put("state", step.state())
                .put("sentence", step.sentence());
        step.took().ifPresent(took -> json.put("tookMillis", millis(took)));
        return json;
    }

    static JsonObject proxy(ProxyView proxy) {
        return new JsonObject()
                .put("name", proxy.name())
                .put("linked", proxy.linked())
                .put("alive", proxy.alive())
                .put("inSync", proxy.inSync())
                .put("version", proxy.version())
                .put("pid", proxy.pid())
                .put("reloads", proxy.reloads())
                .put("oldWorkers", proxy.oldWorkers())
                .put("openWriter", proxy.openWriter())
                .put(
                        "sessions",
                        proxy.servers().stream().mapToInt(s -> s.sessions()).sum())
                .put("drift", list(proxy.drift(), line -> line))
                .put("servers", list(proxy.servers(), ClusterShape::line));
    }

    private static JsonObject line(ProxyServer s) {
        JsonObject json = new JsonObject()
                .put("backend", s.backend())
                .put("server", s.server())
                .put("status", s.status())
                .put("weight", s.weight())
                .put("sessions", s.sessions())
                .put("queued", s.queued())
                .put("total", s.total())
                .put("connectErrors", s.connectErrors())
                .put("bytesIn", s.bytesIn())
                .put("bytesOut", s.bytesOut());
        s.lastWorked().ifPresent(ago -> json.put("lastWorkedMillis", millis(ago)));
        return json;
    }
}
