package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.render.SiteFiles;
import io.signalbox.site.render.SitePlan;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Waits until a write through HAProxy is taken, and says meanwhile, and above all at the end, what is missing. */
record FirstWrite(SitePlan plan, Narrator narrator) {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final Duration PAGE_BOUND = Duration.ofSeconds(10);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);

    void await(Duration bound) throws IOException, InterruptedException {
        WriteProbe probe = WriteProbe.of(new SiteFiles(plan).outline());
        Missing missing = new Missing(plan);
        Deadline deadline = Deadline.in(bound);
        Deadline words = Deadline.in(BETWEEN_WORDS);
        String refusal = "";
        while (!deadline.passed()) {
            try {
                String server = probe.write();
                narrator.say("A write through HAProxy was taken by " + server + " and read back.");
                awaitPage();
                return;
            } catch (SQLException e) {
                refusal = String.valueOf(e.getMessage());
            }
            missing.hopeless().ifPresent(reason -> {
                throw new SiteFailure(reason);
            });
            if (words.passed()) {
                narrator.say("Waiting for " + missing.sentence());
                words = Deadline.in(BETWEEN_WORDS);
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        throw new SiteFailure("No write through HAProxy succeeded within " + bound.toSeconds() + " s (the last answer: "
                + refusal.lines().findFirst().orElse("") + ").\n" + missing.report());
    }

    /** The site is up without it, but who is told its address opens it at once. */
    private void awaitPage() throws InterruptedException {
        WebProbe page = new WebProbe(
                URI.create(new SiteFiles(plan).outline().web()),
                Optional.of(plan.layout().authority()));
        if (!Deadline.in(PAGE_BOUND).await(page::answers)) {
            narrator.say("No web server answers yet.");
        }
    }
}
