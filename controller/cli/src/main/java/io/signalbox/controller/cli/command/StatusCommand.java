package io.signalbox.controller.cli.command;

import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Reply;
import io.signalbox.controller.cli.print.ClusterPage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = {
            "Shows every cluster: primary, epoch, each server's role, health and lag, and what is wrong.",
            "(status --site shows the processes of a local site.)"
        })
final class StatusCommand extends ApiCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Parameters(arity = "0..1", paramLabel = "CLUSTER", defaultValue = "", description = "Only this one.")
    String cluster = "";

    @Option(
            names = {"-w", "--watch"},
            description = "Look again every second, until Ctrl-C.")
    boolean watch;

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(Api api) throws Failed {
        if (watch && output == Output.JSON) {
            throw new WrongUse("--watch prints many answers, --output json exactly one: they do not go together");
        }
        if (!watch) {
            look(api);
            return Exit.DONE;
        }
        do {
            lookOrSayWhyNot(api);
        } while (pause());
        return Exit.DONE;
    }

    private void look(Api api) throws Failed {
        Reply reply = cluster.isEmpty() ? api.get(Api.path("clusters")) : api.get(Api.path("clusters", cluster));
        if (watch && surroundings.terminal()) {
            print(CLEAR);
        }
        show(reply, cluster.isEmpty() ? ClusterPage::ofAll : ClusterPage::of);
    }

    private void lookOrSayWhyNot(Api api) throws Failed {
        try {
            look(api);
        } catch (Failed.Unreachable e) {
            tell(e.sentence());
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
