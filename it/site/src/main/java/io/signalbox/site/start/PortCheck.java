package io.signalbox.site.start;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.Endpoint;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.PortOwner;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.start.MarkedProcesses.Marked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says before anything is started which addresses somebody else has. */
public record PortCheck(SiteDescription description, SiteLayout layout) {
    /** A process that was killed keeps its ports until the kernel has freed its memory. */
    private static final Duration RELEASE_BOUND = Duration.ofSeconds(5);

    /** Fails with one line for each port in use. */
    public void require() throws InterruptedException {
        List<Endpoint> endpoints =
                new ArrayList<>(description.addresses().endpoints(description.balancers(), description.databases()));
        endpoints.addAll(description.control().endpoints());
        List<Marked> own = MarkedProcesses.of(layout.dir());
        Mysqlds mysqlds = Mysqlds.of(description, layout);
        List<Endpoint> needed = endpoints.stream()
                .filter(endpoint -> !heldByOwn(endpoint, own, mysqlds))
                .toList();
        if (!Deadline.in(RELEASE_BOUND).await(() -> needed.stream().allMatch(Endpoint::free))) {
            throw new SiteFailure(needed.stream()
                    .filter(endpoint -> !endpoint.free())
                    .map(PortCheck::sentence)
                    .collect(Collectors.joining("\n")));
        }
    }

    private static boolean heldByOwn(Endpoint endpoint, List<Marked> own, Mysqlds mysqlds) {
        String host = endpoint.process().substring(0, endpoint.process().indexOf('/'));
        return endpoint.process().equals(Names.process(host, Names.MYSQLD))
                ? mysqlds.running().containsKey(host)
                : own.stream().anyMatch(process -> process.mark().equals(endpoint.process()));
    }

    private static String sentence(Endpoint endpoint) {
        String owner = PortOwner.of(endpoint).map(name -> " by " + name).orElse("");
        return "Port " + endpoint.port() + " of " + endpoint.host() + ", which " + endpoint.process()
                + " needs, is in use" + owner + ".";
    }
}
