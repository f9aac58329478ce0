package io.signalbox.controller.daemon.api;

import io.signalbox.controller.daemon.metrics.Metrics;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** The page that Prometheus scrapes. */
final class MetricsPage implements Handler<RoutingContext> {
    private final Metrics metrics;

    MetricsPage(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        String type = Metrics.contentType(accept == null ? "" : accept);
        context.response().putHeader("Content-Type", type).end(metrics.page(type));
    }
}
