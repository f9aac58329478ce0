package io.signalbox.controller.daemon.api;

import io.signalbox.controller.daemon.access.Caller;
import io.signalbox.controller.daemon.access.Tokens;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every request passes before its body is read: a token (unless the call is open), a path and a method of the
 * contract, the role, and media types that both sides can speak. A stranger learns nothing but that a token is needed.
 */
final class FrontDoor implements Handler<RoutingContext> {
    private static final String CALLER = "signalbox.caller";
    private static final String OPERATION = "signalbox.operation";
    private static final Caller ANYBODY = new Caller("anybody", Role.VIEWER);
    private static final String JSON = "application/json";

    private final Contract contract;
    private final Tokens tokens;
    private final Consumer<String> authFailures;

    /** @param authFailures told the route of each refused token */
    FrontDoor(Contract contract, Tokens tokens, Consumer<String> authFailures) {
        this.contract = contract;
        this.tokens = tokens;
        this.authFailures = authFailures;
    }

    static Call call(RoutingContext context) {
        Caller caller = context.get(CALLER);
        return new Call(context, caller == null ? ANYBODY : caller);
    }

    static String operation(RoutingContext context) {
        String operation = context.get(OPERATION);
        return operation == null ? "" : operation;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Operation> operation = contract.operation(path(request), request.method());
        context.put(OPERATION, operation.map(Operation::getOperationId).orElse("none"));
        context.put(CALLER, admit(context, operation.flatMap(Contract::role), isOpen(operation)));
        Operation known = operation.orElseThrow(() -> noSuchCall(request).refusal());
        requireAcceptable(request, known);
        requireJson(request);
        context.next();
    }

    private static boolean isOpen(Optional<Operation> operation) {
        return operation.isPresent() && Contract.role(operation.get()).isEmpty();
    }

    private Caller admit(RoutingContext context, Optional<Role> needed, boolean open) {
        if (open) {
            return ANYBODY;
        }
        Caller caller = tokens.caller(header(context.request(), "Authorization"))
                .orElseThrow(() ->
                        failed(context, Problem.of(401, "no_valid_token", "This call needs a valid bearer token.")));
        if (!caller.role().covers(needed.orElse(Role.VIEWER))) {
            Refusal refusal = failed(context, forbidden(caller, needed.orElse(Role.VIEWER)));
            AuditLog.write(new Call(context, caller), refusal);
            throw refusal;
        }
        return caller;
    }

    static Problem forbidden(Caller caller, Role needed) {
        return Problem.of(
                403,
                "role_is_too_low",
                "This call needs the role " + needed.name().toLowerCase(Locale.ROOT) + "; the token has "
                        + caller.role().name().toLowerCase(Locale.ROOT) + ".");
    }

    private Refusal failed(RoutingContext context, Problem problem) {
        authFailures.accept(operation(context));
        return problem.refusal();
    }

    private Problem noSuchCall(HttpServerRequest request) {
        Optional<Path> path = contract.path(path(request));
        if (path.isEmpty()) {
            return Problem.of(404, "unknown_path", "There is no such path; /api/v1/openapi.json names all of them.");
        }
        List<String> methods = Contract.methods(path.get());
        return Problem.of(
                        405,
                        "method_not_allowed",
                        request.method().name() + " is not a method of this path; it has " + String.join(", ", methods)
                                + ".")
                .with("allowed", new JsonArray(methods));
    }

    private static void requireAcceptable(HttpServerRequest request, Operation operation) {
        String accept = header(request, "Accept").toLowerCase(Locale.ROOT);
        String offered = MediaTypes.offered(operation.getOperationId());
        if (!MediaTypes.accepts(accept, offered)) {
            throw Problem.of(406, "not_acceptable", "This call answers with " + offered + ".")
                    .with("allowed", new JsonArray(List.of(offered)))
                    .refusal();
        }
    }

    private static void requireJson(HttpServerRequest request) {
        String type = header(request, "Content-Type").toLowerCase(Locale.ROOT);
        String bare = type.split(";", 2)[0].strip();
        if (carriesBody(request) && !bare.equals(JSON)) {
            throw Problem.of(415, "unsupported_media_type", "A body must be " + JSON + ".")
                    .with("allowed", new JsonArray(List.of(JSON)))
                    .refusal();
        }
    }

    private static boolean carriesBody(HttpServerRequest request) {
        String length = header(request, "Content-Length");
        return !header(request, "Transfer-Encoding").isEmpty() || !(length.isEmpty() || length.equals("0"));
    }

    private static String path(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "" : path;
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
