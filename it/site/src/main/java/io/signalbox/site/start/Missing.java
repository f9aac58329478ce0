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
final class Missing {
    private static final Duration CONTROL_BOUND = Duration.ofSeconds(2);
    /** Some tries of each agent: no mysqld that runs by then will. */
    private static final Duration MYSQLD_BOUND = Duration.ofSeconds(25);

    private static final int LONGEST_SENTENCE = 200;

    private final SitePlan plan;
    private Deadline mysqldBound = Deadline.in(MYSQLD_BOUND);

    Missing(SitePlan plan) {
        this.plan = plan;
    }

    /** Something that will not change by waiting: the reason, with what was written about it. */
    Optional<String> hopeless() {
        return programThatGaveUp().or(this::noMysqld);
    }

    private Optional<String> programThatGaveUp() {
        return programs().stream()
                .filter(program -> program.state() == State.GAVE_UP)
                .findFirst()
                .map(this::sentence);
    }

    private String sentence(ProgramStatus program) {
        return program.name() + " does not run (" + program.lastEnd().orElse("never started") + "). "
                + LogTail.of(layout().log(program.name()));
    }

    private Optional<String> noMysqld() {
        List<MysqldFailure> failures = mysqldsDown();
        if (failures.size() < plan.databases().size()) {
            mysqldBound = Deadline.in(MYSQLD_BOUND);
            return Optional.empty();
        }
        return mysqldBound.passed() && failures.stream().allMatch(MysqldFailure::known)
                ? Optional.of(failures.stream().map(MysqldFailure::sentence).collect(Collectors.joining("\n")))
                : Optional.empty();
    }

    private List<MysqldFailure> mysqldsDown() {
        Mysqlds mysqlds = Mysqlds.of(plan.description(), layout());
        return plan.databases().stream()
                .filter(server -> !mysqlds.running().containsKey(server))
                .map(server -> new MysqldFailure(layout(), server))
                .toList();
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
        programs().stream()
                .filter(program -> !program.running())
                .map(this::sentence)
                .forEach(lines::add);
        mysqldsDown().stream().map(MysqldFailure::sentence).forEach(lines::add);
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
        mysqldsDown().stream().map(failure -> "mysqld of " + failure.server()).forEach(down::add);
        return down;
    }

    private static String clusterWords(JsonNode cluster) {
        List<String> words = new ArrayList<>();
        words.add("primary " + cluster.path("primary").asText("none yet"));
        cluster.path("problems")
                .forEach(problem -> words.add(shortened(problem.path("sentence").asText())));
        cluster.path("servers")
                .forEach(server -> words.add(
                        server.path("name").asText() + " " + server.path("role").asText() + " "
                                + server.path("health").asText()));
        return words.stream().filter(word -> !word.isBlank()).collect(Collectors.joining("; ")) + ".";
    }

    private static String shortened(String sentence) {
        String line = sentence.lines().findFirst().orElse("");
        return line.length() > LONGEST_SENTENCE ? line.substring(0, LONGEST_SENTENCE) + "…" : line;
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
