package io.signalbox.controller.daemon.api;

import io.signalbox.agents.protocol.Application.Run;
import io.signalbox.controller.daemon.deploy.Deployment;
import io.signalbox.controller.daemon.deploy.Deployment.Target;
import io.signalbox.controller.daemon.deploy.Deployments;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A deployment as JSON. */
final class DeployShape {
    private DeployShape() {}

    static JsonObject of(Deployment deployment) {
        return new JsonObject()
                .put("id", deployment.id())
                .put("backend", deployment.order().backend())
                .put("version", deployment.order().version())
                .put("percent", deployment.order().percent())
                .put("state", Deployments.word(deployment.phase()))
                .put("sentence", deployment.sentence())
                .put("requestedBy", deployment.requestedBy())
                .put("startedAt", deployment.startedAt().toString())
                .put("updatedAt", deployment.updatedAt().toString())
                .put("servers", Shapes.list(deployment.targets(), DeployShape::of));
    }

    private static JsonObject of(Target target) {
        JsonObject server = new JsonObject()
                .put("name", target.server())
                .put("step", Deployments.word(target.step()))
                .put("before", target.before())
                .put("sentence", target.sentence());
        target.run().ifPresent(run -> server.put("hook", of(run)));
        return server;
    }

    private static JsonObject of(Run run) {
        JsonObject hook = new JsonObject()
                .put("version", run.version())
                .put("state", Deployments.word(run.state()))
                .put("tookMillis", run.took().toMillis())
                .put("sentence", run.sentence())
                .put("output", new JsonArray(run.output()))
                .put("droppedLines", run.dropped());
        return run.exit() == Run.NO_EXIT ? hook : hook.put("exit", run.exit());
    }
}
