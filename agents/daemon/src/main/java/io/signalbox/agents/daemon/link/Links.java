package io.signalbox.agents.daemon.link;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All links. For one thread. */
public final class Links {
    /** Strangers are closed soon; more than these at a time are turned away at the door. */
    public static final int MOST_LINKS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final Doorkeeper doorkeeper;
    private final BiConsumer<Command, Consumer<Answer>> obey;
    private final Supplier<String> present;
    private final AgentMetrics metrics;
    private final Set<Link> links = new LinkedHashSet<>();
    private Supplier<Optional<String>> examination = Optional::empty;
    private long lastSign = System.nanoTime();

    /**
     * @param obey where orders go
     * @param present the present report as a frame's text
     */
    public Links(
            Doorkeeper doorkeeper,
            BiConsumer<Command, Consumer<Answer>> obey,
            Supplier<String> present,
            AgentMetrics metrics) {
        this.doorkeeper = doorkeeper;
        this.obey = obey;
        this.present = present;
        this.metrics = metrics;
    }

    public boolean hasRoom() {
        return links.size() < MOST_LINKS;
    }

    /** Whether anybody would hear a report. */
    public boolean isHeard() {
        return links.stream().anyMatch(Link::isOpen);
    }

    /** How long no controller has given a sign of life: since the agent's start, if none ever did. */
    public Duration silent() {
        return Duration.ofNanos(System.nanoTime() - lastSign);
    }

    /** Something came over this link, if only the answer to a ping: that of a controller which has proven itself counts. */
    void heard(Link link) {
        if (link.isOpen()) {
            lastSign = System.nanoTime();
        }
    }

    /** Sends one text to every controller that is linked. */
    public void publish(String report) {
        List.copyOf(links).forEach(link -> link.report(report));
    }

    /**
     * A new examination is there: it goes to every controller that asked, and from now on to those who ask.
     *
     * @param newest as a frame's text, when it is sent
     */
    public void examined(Supplier<Optional<String>> newest) {
        examination = newest;
        newest.get().ifPresent(text -> List.copyOf(links).forEach(link -> link.examined(text)));
    }

    Link open(Outlet outlet) {
        Link link = new Link(outlet, doorkeeper, new House());
        links.add(link);
        return link;
    }

    void ended(Link link) {
        link.ended();
        links.remove(link);
        counted();
    }

    private void counted() {
        metrics.linked((int) links.stream().filter(Link::isOpen).count());
    }

    private final class House implements Link.House {
        @Override
        public void obey(Command command, Consumer<Answer> reply) {
            obey.accept(command, reply);
        }

        @Override
        public void linked(Link link, String controller) {
            LOG.atInfo()
                    .addKeyValue("rule", "link")
                    .addKeyValue("controller", controller)
                    .log("A controller is linked.");
            counted();
            link.report(present.get());
        }

        @Override
        public void examine(Link link) {
            examination.get().ifPresent(link::examined);
        }

        @Override
        public void denied(String why) {
            LOG.atWarn().addKeyValue("rule", "link").addKeyValue("reason", why).log("A link was denied.");
            metrics.denied("/link");
        }

        @Override
        public void malformed(String why) {
            LOG.atWarn()
                    .addKeyValue("rule", "link")
                    .addKeyValue("reason", why)
                    .log("A frame was passed over; later ones of this link are not told.");
        }
    }
}
