package io.signalbox.site.layout;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator decided about a site; {@code site.yaml} holds it. All else follows from it.
 *
 * @param site its name
 * @param index X of its addresses 127.0.X.*
 * @param servers how many database servers
 * @param drills {@code allowed} or {@code forbidden}: may the controller be asked to break things?
 */
public record SiteDescription(String site, int index, int servers, String drills) {
    public static final int FEWEST_SERVERS = 2;
    public static final int MOST_SERVERS = 5;
    public static final int LAST_INDEX = 254;

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** A new local site. */
    public static SiteDescription local(int index, int servers) {
        return new SiteDescription("local", index, servers, "allowed");
    }

    public boolean drillsAllowed() {
        return drills.equals("allowed");
    }

    public LoopbackAddresses addresses() {
        return new LoopbackAddresses(index);
    }

    /** {@code db1 … dbN}. */
    public List<String> databases() {
        return Names.databases(servers);
    }

    /** Every rule that is broken, as {@code key: value: rule}. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        require(
                problems,
                site != null && site.matches("[a-z][a-z0-9-]{0,30}"),
                "site",
                site,
                "letters, digits and - only");
        require(problems, index >= 1 && index <= LAST_INDEX, "index", index, "1 to " + LAST_INDEX);
        require(
                problems,
                servers >= FEWEST_SERVERS && servers <= MOST_SERVERS,
                "servers",
                servers,
                FEWEST_SERVERS + " to " + MOST_SERVERS);
        require(
                problems,
                "allowed".equals(drills) || "forbidden".equals(drills),
                "drills",
                drills,
                "allowed or forbidden");
        return problems;
    }

    private static void require(List<String> problems, boolean kept, String key, Object value, String rule) {
        if (!kept) {
            problems.add(key + ": " + value + ": " + rule);
        }
    }

    /** Reads and checks {@code site.yaml}; fails with all that is wrong with it. */
    public static SiteDescription read(Path file) {
        try {
            SiteDescription description = YAML.readValue(Files.readString(file), SiteDescription.class);
            List<String> problems = description.problems();
            if (!problems.isEmpty()) {
                throw new SiteFailure(file + " is wrong:\n  " + String.join("\n  ", problems));
            }
            return description;
        } catch (IOException e) {
            throw new SiteFailure(file + " cannot be read: " + firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Writes {@code site.yaml}. */
    public void write(Path file) throws IOException {
        Files.writeString(file, YAML.writeValueAsString(this));
    }
}
