package io.signalbox.demo.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Headers for every answer, and no posts from other sites' pages. */
final class Guard {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int FORBIDDEN = 403;

    private final String web;

    Guard(String web) {
        this.web = web;
    }

    void handle(RoutingContext request) {
        request.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Web-Server", web);
        boolean foreign = "cross-site".equals(request.request().getHeader("Sec-Fetch-Site"));
        if (foreign && request.request().method().equals(HttpMethod.POST)) {
            request.fail(FORBIDDEN);
        } else {
            request.next();
        }
    }
}
