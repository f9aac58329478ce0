package io.signalbox.controller.daemon.api;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/**
 * Lets only bodies through that are JSON by the letter. Vert.x alone would take comments, and of two members with one name the last: a
 * proxy or an audit before it may have seen the other.
 */
final class StrictJson implements Handler<RoutingContext> {
    private static final JsonMapper BY_THE_LETTER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body != null && body.length() > 0) {
            require(body.getBytes());
        }
        context.next();
    }

    private static void require(byte[] body) {
        try {
            BY_THE_LETTER.readTree(body);
        } catch (IOException e) {
            throw new DecodeException("not JSON by the letter", e);
        }
    }
}
