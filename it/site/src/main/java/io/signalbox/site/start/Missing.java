package io.signalbox.site.start;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Endpoint;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.SitePlan;
import io.signalbox.site.supervisor.ControlClient;
import io.signalbox.site.supervisor.ProgramStatus;
import io.signalbox.site.supervisor.ProgramStatus.State;
import io.signalbox.site.supervisor.Reply;
import io.signalbox.site.supervisor.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands between a started site and its first write. */
record Missing(SitePlan plan) {
    private static final Duration CONTROL_BOUND = Duration.ofSeconds(2);

    /** A program that will never run without a change: the reason, with what it wrote. */
    Optional<String> hopeless() {
        return programs().stream()
                .filter(program -> program.state() == State.GAVE_UP)
                .findFirst()
                .map(program -> program.name() + " does not run ("
                        + program.lastEnd().orElse("never started") + "). " + LogTail.of(layout().log(program.name())));
    }

    /** For a progress line. */
    String sentence() {
        List<String> down = down();
        if (!down.isEmpty()) {
            return String.join(", ", down) + ".";
        }
        return cluster().map(Missing::clusterWords).orElse("the controller to answer.");
    }

    /** For the end: everything, with the last lines of the logs concerned. */
    String report() {
        List<String> lines = new ArrayList<>();
        for (ProgramStatus program : programs()) {
            if (!program.running()) {
                lines.add(program.name() + " is down: " + program.lastEnd().orElse("never started") + ". "
                        + LogTail.of(layout().log(program.name())));
            }
        }
        Mysqlds mysqlds = Mysqlds.of(plan.description(), layout());
        for (String server : plan.databases()) {
            if (!mysqlds.running().containsKey(server)) {
                lines.add("mysqld of " + server + " does not run. " + LogTail.of(layout().mysqldLog(server)));
                lines.add(LogTail.of(layout().log(Names.process(server, Names.AGENT))));
            }
        }
        lines.add(cluster()
                .map(view -> "The controller says: " + clusterWords(view))
                .orElseGet(() -> "The controller does not answer. "
                        + LogTail.of(layout().log(Names.process(Names.BALANCER, Names.CONTROLLER)))));
        return String.join("\n", lines);
    }

    private List<String> down() {
        List<String> down = new ArrayList<>();
        programs().stream()
                .filter(program -> !program.running())
                .map(ProgramStatus::name)
                .forEach(down::add);
        Mysqlds mysqlds = Mysqlds.of(plan.description(), layout());
        plan.databases().stream()
                .filter(server -> !mysqlds.running().containsKey(server))
                .map(server -> "mysqld of " + server)
                .forEach(down::add);
        return down;
    }

    private static String clusterWords(JsonNode cluster) {
        List<String> words = new ArrayList<>();
        words.add("primary " + cluster.path("primary").asText("none yet"));
        cluster.path("problems")
                .forEach(problem -> words.add(problem.path("sentence").asText()));
        cluster.path("servers")
                .forEach(server -> words.add(
                        server.path("name").asText() + " " + server.path("role").asText() + " "
                                + server.path("health").asText()));
        return words.stream().filter(word -> !word.isBlank()).collect(Collectors.joining("; ")) + ".";
    }

    private Optional<JsonNode> cluster() {
        try (Api api = new Api(Endpoint.ofSite(layout().dir()))) {
            return Optional.of(api.get(Api.path("clusters", Names.CLUSTER)).json());
        } catch (Failed e) {
            return Optional.empty();
        }
    }

    private List<ProgramStatus> programs() {
        return new ControlClient(layout().controlSocket())
                .ask(Request.status(), CONTROL_BOUND)
                .map(Reply::programs)
                .orElse(List.of());
    }

    private SiteLayout layout() {
        return plan.layout();
    }
}
