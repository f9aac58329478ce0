package io.signalbox.site.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.haproxy.configuration.Network;
import io.signalbox.haproxy.configuration.Network.Shared;
import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A site on hosts of its own, as an operator writes it down. What {@link Network} says of its parts holds here, too; what may be
 * absent is empty then.
 *
 * @param cluster of the databases; absent: {@code main}
 * @param places where the files are on the proxies' hosts; absent: {@link Places#DEBIAN}
 * @param adopted a haproxy.cfg that is somebody else's; absent: it is rendered
 * @param fall after how many failed looks a proxy gives the shared address up; absent: 2
 */
public record NetworkDescription(
        @Nullable String cluster,
        Map<String, String> controllers,
        Map<String, String> proxies,
        Map<String, String> databases,
        Map<String, String> webs,
        @Nullable Address shared,
        List<String> visitors,
        List<String> applications,
        List<String> operators,
        List<String> monitors,
        @Nullable Places places,
        @Nullable Adopted adopted,
        @Nullable Integer fall) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int FALL = 2;

    /** The address that clients use. */
    public record Address(
            String address,
            int prefix,
            @JsonProperty("interface") String linkName,
            int router) {}

    /** @param certificate of the first start; the agent replaces it at run time */
    public record Places(Path runtimeSocket, Path certificate, Path limits, Path script) {
        /** As Debian's packages expect them. */
        public static final Places DEBIAN = new Places(
                Path.of("/run/haproxy/admin.sock"),
                Path.of("/etc/haproxy/certificates/site.pem"),
                Path.of("/etc/haproxy/limits.map"),
                Path.of("/usr/local/sbin/haproxy-answers"));
    }

    public NetworkDescription {
        visitors = orNone(visitors);
        applications = orNone(applications);
        operators = orNone(operators);
        monitors = orNone(monitors);
    }

    private static List<String> orNone(@Nullable List<String> networks) {
        return networks == null ? List.of() : List.copyOf(networks);
    }

    /** Reads and checks it. */
    public static NetworkDescription read(Path file) {
        try {
            NetworkDescription read = YAML.readValue(Files.readString(file), NetworkDescription.class);
            Network network = read.network();
            read.foreign().ifPresent(adopted -> adopted.require(read.clusterName(), network));
            return read;
        } catch (IOException e) {
            throw new SiteFailure(file + " cannot be read: " + firstLine(e), e);
        } catch (IllegalArgumentException e) {
            throw new SiteFailure(file + " is wrong:\n  " + e.getMessage(), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    Network network() {
        return new Network(
                sorted("controllers", controllers),
                sorted("proxies", proxies),
                sorted("databases", databases),
                sorted("webs", webs),
                Optional.ofNullable(shared).map(a -> new Shared(a.address(), a.prefix(), a.linkName(), a.router())),
                visitors,
                applications,
                operators,
                monitors);
    }

    private static TreeMap<String, String> sorted(String key, @Nullable Map<String, String> hosts) {
        if (hosts == null) {
            throw new IllegalArgumentException(key + ": is missing");
        }
        return new TreeMap<>(hosts);
    }

    String clusterName() {
        return Optional.ofNullable(cluster).orElse("main");
    }

    Optional<Adopted> foreign() {
        return Optional.ofNullable(adopted);
    }

    Places placed() {
        return Optional.ofNullable(places).orElse(Places.DEBIAN);
    }

    int looks() {
        return Optional.ofNullable(fall).orElse(FALL);
    }
}
