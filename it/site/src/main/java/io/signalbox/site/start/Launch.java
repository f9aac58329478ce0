package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.supervisor.ControlClient;
import io.signalbox.site.supervisor.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Starts the supervisor and waits until it answers. */
record Launch(SiteLayout layout, SitePrograms programs) {
    private static final String SUPERVISOR = "supervisor";
    private static final Duration BOUND = Duration.ofSeconds(15);
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(2);

    void run() throws IOException, InterruptedException {
        Path log = layout.log(SUPERVISOR);
        ProcessBuilder builder = new ProcessBuilder(programs.supervisor())
                .directory(layout.dir().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(programs.environment(SUPERVISOR));
        builder.start();
        ControlClient supervisor = new ControlClient(layout.controlSocket());
        if (!Deadline.in(BOUND)
                .await(() -> supervisor.ask(Request.status(), ANSWER_BOUND).isPresent())) {
            throw new SiteFailure("The supervisor did not start. " + LogTail.of(log));
        }
    }
}
