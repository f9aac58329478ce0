package io.signalbox.lab.drill;

import io.signalbox.site.SiteOutline;
import io.signalbox.site.layout.SiteAddresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How many orders the agents of a site have refused since they started: all that a deposed leader's order can come to. */
record OldTokens(List<URI> pages) {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Pattern REFUSED =
            Pattern.compile("(?m)^signalbox_agent_command_seconds_count\\{[^}]*result=\"refused[^}]*} ([0-9.E]+)$");

    OldTokens(SiteOutline site) {
        this(pagesOf(site));
    }

    private static List<URI> pagesOf(SiteOutline site) {
        List<URI> pages = new ArrayList<>();
        site.servers().forEach(server -> pages.add(page(server.agent())));
        String balancer = site.write().substring(0, site.write().indexOf(':'));
        pages.add(page(balancer + ":" + SiteAddresses.AGENT));
        return List.copyOf(pages);
    }

    private static URI page(String agent) {
        return URI.create("http://" + agent + "/metrics");
    }

    long refused() {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build()) {
            long sum = 0;
            for (URI page : pages) {
                sum += in(http.send(HttpRequest.newBuilder(page).timeout(ANSWER).build(), BodyHandlers.ofString())
                        .body());
            }
            return sum;
        } catch (IOException e) {
            throw new DrillFailure("an agent does not show its metrics: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DrillFailure("interrupted");
        }
    }

    static long in(String page) {
        return REFUSED.matcher(page)
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }
}
