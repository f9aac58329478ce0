package io.signalbox.controller.daemon.api;

import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The API's description. It is served as written; the validator, which does not know {@code application/problem+json}
 * nor {@code text/event-stream}, reads a copy in which those have names that it knows.
 */
public final class Contract {
    private static final String FILE = "/io/signalbox/controller/daemon/openapi.yaml";
    private static final Map<String, String> KNOWN_TO_THE_VALIDATOR =
            Map.of("application/problem+json", "application/json", "text/event-stream", "text/plain");

    private final JsonObject document;
    private final OpenAPIContract checked;

    private Contract(JsonObject document, OpenAPIContract checked) {
        this.document = document;
        this.checked = checked;
    }

    /** Reads the description from the class path. */
    public static Future<Contract> load(Vertx vertx) {
        JsonObject document = read();
        return OpenAPIContract.from(vertx, (JsonObject) renamed(document))
                .map(checked -> new Contract(document, checked));
    }

    private static JsonObject read() {
        try (InputStream in = Contract.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            // Not Jackson: reading a tree, it leaves YAML's aliases unresolved.
            Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new JsonObject(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object renamed(Object node) {
        return switch (node) {
            case JsonObject object -> {
                JsonObject copy = new JsonObject();
                object.forEach(entry -> copy.put(
                        KNOWN_TO_THE_VALIDATOR.getOrDefault(entry.getKey(), entry.getKey()),
                        renamed(entry.getValue())));
                yield copy;
            }
            case JsonArray array ->
                new JsonArray(array.stream().map(Contract::renamed).toList());
            default -> node;
        };
    }

    /** What is served. */
    JsonObject document() {
        return document;
    }

    /** What requests and responses are checked by; see {@link #validatedType}. */
    OpenAPIContract checked() {
        return checked;
    }

    /** The name by which the validator knows a media type. */
    static String validatedType(String mediaType) {
        return KNOWN_TO_THE_VALIDATOR.getOrDefault(mediaType, mediaType);
    }

    Optional<Path> path(String requestPath) {
        return Optional.ofNullable(checked.findPath(requestPath));
    }

    Optional<Operation> operation(String requestPath, HttpMethod method) {
        return Optional.ofNullable(checked.findOperation(requestPath, method));
    }

    static List<String> methods(Path path) {
        return path.getOperations().stream()
                .map(operation -> operation.getHttpMethod().name())
                .sorted()
                .toList();
    }

    /** The least role that may call it; empty for a call that is open. */
    static Optional<Role> role(Operation operation) {
        Object role = operation.getExtensions().get("x-role");
        return role == null
                ? Optional.empty()
                : Optional.of(Role.valueOf(role.toString().toUpperCase(Locale.ROOT)));
    }
}
