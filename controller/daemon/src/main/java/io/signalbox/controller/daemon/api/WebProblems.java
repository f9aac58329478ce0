package io.signalbox.controller.daemon.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is wrong with the servers of a backend, beyond what HAProxy's checks see. */
final class WebProblems {
    private WebProblems() {}

    static List<JsonObject> of(String backend, ApiServer.Deploying deploying) {
        Set<String> differing = deploying.watch().differing(backend);
        Set<String> leftOut = deploying.deployments().leftOut(backend);
        return Stream.concat(
                        differing.stream()
                                .map(server -> problem(
                                        "application_drift",
                                        server,
                                        "the files of " + server + " differ from those of the other servers")),
                        leftOut.stream()
                                .map(server -> problem(
                                        "left_out_of_service",
                                        server,
                                        "a deployment took " + server + " out of service and could not put it back")))
                .toList();
    }

    private static JsonObject problem(String code, String server, String sentence) {
        return new JsonObject().put("code", code).put("server", server).put("sentence", sentence);
    }
}
