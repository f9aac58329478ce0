package io.signalbox.site.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Endpoint;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Following;
import io.signalbox.controller.cli.api.Reply;
import io.signalbox.site.layout.Names;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Has the controller hold the clients, close the primary for writes, wait until no commit waits, and have every agent end its mysqld.
 *
 * @param dir holds the {@code site.json} that says where the controller is
 */
public record ClusterShutdown(Path dir, Narrator narrator) {
    private static final Duration BETWEEN_WISHES = Duration.ofMillis(200);
    private static final String BUSY = "busy";
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    /**
     * Follows it to its end, as long as the bound. A failover or switchover that runs is waited for, and then asked again. True if it
     * was done.
     */
    public boolean run(Duration bound) throws InterruptedException {
        narrator.say("Holding clients, closing writes, stopping MySQL.");
        try (Api api = new Api(Endpoint.ofSite(dir))) {
            Reply reply = ask(api, Deadline.in(bound));
            return reply.operation().isEmpty() || follow(new Following(api, bound, narrator::say), reply.operation());
        } catch (Failed e) {
            narrator.say("No orderly shutdown: " + e.sentence());
            return false;
        }
    }

    private Reply ask(Api api, Deadline deadline) throws Failed, InterruptedException {
        String said = "";
        while (true) {
            try {
                return api.post(Api.path("clusters", Names.CLUSTER, "shutdown"), NOTHING);
            } catch (Failed e) {
                if (!e.blockedBy(BUSY) || deadline.passed()) {
                    throw e;
                }
                said = say(said, e.sentence());
            }
            Thread.sleep(BETWEEN_WISHES);
        }
    }

    private String say(String said, String sentence) {
        if (!sentence.equals(said)) {
            narrator.say("Waiting: " + sentence);
        }
        return sentence;
    }

    private boolean follow(Following following, String operation) throws Failed {
        Reply end = following.toTheEndOf(operation);
        String state = end.json().path("state").asText();
        if (!state.equals("done")) {
            narrator.say("The shutdown ended as " + state + ": "
                    + end.json().path("sentence").asText());
        }
        return state.equals("done");
    }
}
