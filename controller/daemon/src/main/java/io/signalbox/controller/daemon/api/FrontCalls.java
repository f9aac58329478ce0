package io.signalbox.controller.daemon.api;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.signalbox.controller.daemon.config.ControllerConfig.Proxy;
import io.signalbox.controller.daemon.fronts.Fronts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Certificates and limits: all proxies at once, each named in the answer. */
final class FrontCalls {
    private static final String UNREACHABLE = "agent_does_not_answer";

    private final Site site;
    private final Fronts fronts;

    FrontCalls(Site site, Fronts fronts) {
        this.site = site;
        this.fronts = fronts;
    }

    Map<String, Endpoint> reads() {
        return Map.of("listFronts", call -> all(this::look).compose(Reply::items));
    }

    Map<String, Endpoint> mutations() {
        return Map.of("putCertificate", this::install, "putLimits", this::limit);
    }

    private Future<Reply> install(Call call) {
        String name = call.name("certificate");
        String pem = call.text("pem");
        return wish(proxy -> fronts.install(proxy, name, pem, call.flag("dryRun")));
    }

    private Future<Reply> limit(Call call) {
        Limits limits = new Limits(call.body().getLong("requests"), call.body().getLong("connections"));
        return wish(proxy -> fronts.limit(proxy, limits));
    }

    /** Whoever wants all proxies alike is told of each that is not. */
    private Future<Reply> wish(Function<String, Future<Outcome>> wish) {
        return all(proxy -> wish.apply(proxy)
                        .map(outcome -> told(proxy, outcome.now(), outcome.code(), outcome.detail()))
                        .otherwise(failure -> silent(proxy, failure)))
                .compose(items -> items.stream().allMatch(FrontCalls::done)
                        ? Reply.items(items)
                        : Future.failedFuture(problem(items).refusal()));
    }

    private static Problem problem(List<JsonObject> items) {
        List<JsonObject> failed = items.stream().filter(item -> !done(item)).toList();
        JsonObject first = failed.getFirst();
        boolean same = failed.size() == items.size()
                && failed.stream().allMatch(item -> item.getString("code").equals(first.getString("code")));
        String detail = first.getString("proxy") + ": " + first.getString("detail");
        Problem problem = same
                ? Problem.of(first.getString("code").equals(UNREACHABLE) ? 503 : 422, first.getString("code"), detail)
                : Problem.of(409, "half_applied", "Not every proxy has it; call again to make them alike. " + detail);
        return problem.with("items", new JsonArray(items));
    }

    private static boolean done(JsonObject item) {
        return item.getString("code").equals(Outcome.DONE);
    }

    private Future<JsonObject> look(String proxy) {
        return fronts.look(proxy)
                .map(now -> told(proxy, now, now.trouble().isEmpty() ? Outcome.DONE : "not_in_force", now.trouble()))
                .otherwise(failure -> silent(proxy, failure));
    }

    private Future<List<JsonObject>> all(Function<String, Future<JsonObject>> ask) {
        List<Future<JsonObject>> asked =
                site.config().proxies().stream().map(Proxy::name).map(ask).toList();
        return Future.all(asked).map(answers -> answers.list());
    }

    private static JsonObject silent(String proxy, Throwable failure) {
        return told(proxy, Frontage.NONE, UNREACHABLE, String.valueOf(failure.getMessage()));
    }

    private static JsonObject told(String proxy, Frontage now, String code, String detail) {
        JsonObject item = new JsonObject()
                .put("proxy", proxy)
                .put("code", code)
                .put("detail", detail)
                .put("certificates", Shapes.list(now.certificates(), FrontCalls::certificate));
        now.limits()
                .ifPresent(limits -> item.put(
                        "limits",
                        new JsonObject().put("requests", limits.requests()).put("connections", limits.connections())));
        return item;
    }

    private static JsonObject certificate(Frontage.Certificate certificate) {
        return new JsonObject()
                .put("name", certificate.name())
                .put("fingerprint", certificate.fingerprint())
                .put("notAfter", certificate.notAfter().toString())
                .put("subject", certificate.subject())
                .put("issuer", certificate.issuer())
                .put("inForce", certificate.inForce());
    }
}
