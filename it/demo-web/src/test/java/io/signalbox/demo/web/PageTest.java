package io.signalbox.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.demo.database.Freshness;
import io.signalbox.demo.database.Message;
import io.signalbox.demo.database.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private final Page page = new Page("web1", Resources.read("page.html"));

    @Test
    void showsWhoAnsweredHowFreshAndHowFast() {
        String html = page.with(served(new Message("1", NOON, "Ada", "Hello.", "web2")));
        assertThat(html)
                .contains("<p class=\"name\" id=\"web\">web1</p>", "<p class=\"name\" id=\"reader\">db2</p>")
                .contains(">2.5 ms</span>", ">40 ms</span>", "<b>Ada</b>", "24 Nov 12:00:00", "by way of web2");
    }

    @Test
    void nothingThatAVisitorWroteIsMarkup() {
        String html = page.with(served(new Message(
                "1", NOON, "<script>alert(1)</script>", "\"><img src=x onerror=alert('1')> & {{web}} $1", "web1")));
        assertThat(html)
                .doesNotContain("<script>alert", "<img src=x")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&quot;&gt;&lt;img src=x onerror=alert(&#39;1&#39;)&gt; &amp; {{web}} $1");
    }

    @Test
    void isThereWithoutADatabase() {
        assertThat(page.without("No database <answered>.")).contains("No database &lt;answered&gt;.", "id=\"form\"");
    }

    @Test
    void noPlaceOfTheTemplateIsLeftOpen() {
        assertThat(page.with(served(new Message("1", NOON, "A", "B", "web1")))).doesNotContain("{{");
        assertThat(page.without("no")).doesNotContain("{{");
    }

    private static Served<Freshness> served(Message message) {
        return new Served<>(
                new Freshness(List.of(message), Optional.of(Duration.ofMillis(40))),
                "db2",
                Duration.ofNanos(2_500_000),
                1);
    }
}
