package io.signalbox.site.command;

import io.signalbox.agents.daemon.mysql.Account;
import io.signalbox.agents.daemon.mysql.Stranger;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.site.Json;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.discovery.Discovery;
import io.signalbox.site.discovery.Found;
import io.signalbox.site.discovery.Proposal;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code discover}. */
@Command(
        name = "discover",
        description = {
            "From one running MySQL server: its source, its replicas and theirs, what Signalbox's doctor says of them, and a",
            "description of the site to go on with. Only reads. Exit code 1 if that server does not answer, or nobody is primary."
        },
        mixinStandardHelpOptions = true)
final class DiscoverCommand extends SiteCommand {
    private static final int USUAL_PORT = 3306;
    private static final int LAST_PORT = 65_535;

    @Parameters(index = "0", paramLabel = "HOST[:PORT]", description = "Any server of the site, best the primary.")
    @Nullable
    String server;

    @Option(
            names = "--user",
            required = true,
            paramLabel = "NAME",
            description =
                    "The same on every server: SELECT on performance_schema and mysql; REPLICATION SLAVE for replicas' ports.")
    @Nullable
    String user;

    @Option(names = "--password-file", required = true, paramLabel = "FILE", description = "Holds its password.")
    @Nullable
    Path passwordFile;

    @Option(
            names = "--output",
            paramLabel = "table|yaml|json",
            defaultValue = "table",
            description = "yaml: the description alone.")
    Form form = Form.TABLE;

    /** What is printed. */
    enum Form {
        TABLE,
        YAML,
        JSON
    }

    @Override
    Output output() {
        return form == Form.JSON ? Output.JSON : Output.TABLE;
    }

    @Override
    int run() throws IOException {
        Account account = Account.read(
                Objects.requireNonNull(user, "required by picocli"),
                Objects.requireNonNull(passwordFile, "required by picocli"));
        Found found = found(start(), account);
        print(
                switch (form) {
                    case TABLE -> table(found) + "\n" + Proposal.yaml(found);
                    case YAML -> Proposal.yaml(found);
                    case JSON -> Json.pretty(json(found)) + "\n";
                });
        return found.primary().isPresent() ? DONE : FAILED;
    }

    private static Found found(Discovery.Address start, Account account) {
        try {
            return Discovery.from(start, each -> Stranger.ask(address(each.host()), each.port(), account));
        } catch (SQLException e) {
            throw new SiteFailure(start + " does not answer: " + Stranger.sentence(e), e);
        }
    }

    /** Descriptions hold addresses. One that cannot be found is left to the connection, which says so. */
    private static String address(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .map(InetAddress::getHostAddress)
                    .orElse(host);
        } catch (UnknownHostException e) {
            return host;
        }
    }

    private Discovery.Address start() {
        String given = Objects.requireNonNull(server, "required by picocli");
        int colon = given.lastIndexOf(':');
        String host = colon < 0 ? given : given.substring(0, colon);
        String port = colon < 0 ? Integer.toString(USUAL_PORT) : given.substring(colon + 1);
        if (!host.matches("[A-Za-z0-9.-]{1,253}") || !port.matches("\\d{1,5}") || Integer.parseInt(port) > LAST_PORT) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), given + ": must be HOST or HOST:PORT, by name or IPv4");
        }
        return new Discovery.Address(host, Integer.parseInt(port));
    }

    private static String table(Found found) {
        StringBuilder page = new StringBuilder();
        page.append(row("SERVER", "ADDRESS", "VERSION", "ROLE", "FOLLOWS"));
        found.named()
                .forEach(each -> page.append(row(
                        each.name(),
                        each.server().host() + ":" + each.server().port(),
                        each.server().version(),
                        role(found, each.server()),
                        follows(each.server()))));
        if (!found.obstacles().isEmpty()) {
            page.append("\nBefore Signalbox can lead them\n");
            found.obstacles()
                    .forEach(obstacle -> page.append("  ").append(obstacle).append('\n'));
        }
        List<Finding> findings = found.findings();
        if (!findings.isEmpty()) {
            page.append("\nWhat breaks or weakens a promise (docs/doctor.md: why, and how it is mended)\n");
            findings.forEach(f -> page.append("  %-9s %-8s %-24s %s%n"
                    .formatted(word(f.check().severity()), f.server(), word(f.check()), f.evidence())));
        }
        return page.toString();
    }

    private static String row(String... cells) {
        return "%-12s %-24s %-12s %-10s %s".formatted((Object[]) cells).stripTrailing() + "\n";
    }

    private static String role(Found found, Stranger server) {
        boolean primary = found.primary().filter(server::equals).isPresent();
        return primary ? "primary" : server.sources().isEmpty() ? "alone" : "replica";
    }

    private static String follows(Stranger server) {
        return server.sources().stream()
                .map(source -> source.host() + ":" + source.port() + (source.connected() ? "" : " (not connected)"))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> json(Found found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "primary",
                found.primary().map(p -> found.named().getFirst().name()).orElse(""));
        json.put(
                "servers",
                found.named().stream()
                        .map(each -> Map.of(
                                "name", each.name(),
                                "host", each.server().host(),
                                "port", each.server().port(),
                                "uuid", each.server().uuid(),
                                "version", each.server().version(),
                                "role", role(found, each.server()),
                                "sources", each.server().sources()))
                        .toList());
        json.put("obstacles", found.obstacles());
        json.put(
                "findings",
                found.findings().stream()
                        .map(f -> Map.of(
                                "severity", word(f.check().severity()),
                                "server", f.server(),
                                "code", word(f.check()),
                                "evidence", f.evidence(),
                                "mend", f.check().mend()))
                        .toList());
        json.put("description", Proposal.yaml(found));
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
