package io.signalbox.controller.daemon.links;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.mysql.doctor.Examination;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent's link, made again whenever it breaks. Everything runs on one event loop, so that commands leave in the order
 * in which they were given.
 */
final class AgentLink {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLink.class);
    private static final String PATH = "/link";

    private final Vertx vertx;
    private final Context context;
    private final WebSocketClient client;
    private final Peer peer;
    private final Supplier<Introduction> introductions;
    private final BooleanSupplier leads;
    private final LinkSettings settings;
    private final LinkListener listener;
    private final Pending pending;
    private final Backoff backoff;
    private Optional<WebSocket> trusted = Optional.empty();
    private String lastFailure = "";
    private volatile boolean closed;

    AgentLink(
            Vertx vertx,
            WebSocketClient client,
            Peer peer,
            Supplier<Introduction> introductions,
            BooleanSupplier leads,
            LinkSettings settings,
            LinkListener listener) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client = client;
        this.peer = peer;
        this.introductions = introductions;
        this.leads = leads;
        this.settings = settings;
        this.listener = listener;
        this.pending = new Pending(vertx, peer.server(), listener);
        this.backoff = new Backoff(settings.firstRetry(), settings.lastRetry());
    }

    void start() {
        context.runOnContext(now -> connect());
    }

    void close() {
        closed = true;
        context.runOnContext(now -> trusted.ifPresent(WebSocket::close));
    }

    void send(Command command, Duration deadline) {
        context.runOnContext(now -> trusted.ifPresentOrElse(
                socket -> sendOver(socket, command, deadline),
                () -> listener.unanswered(command.id(), peer.server(), "there is no link to " + peer)));
    }

    /** A command may have waited here while this process stood still. */
    private void sendOver(WebSocket socket, Command command, Duration deadline) {
        if (!leads.getAsBoolean()) {
            listener.unanswered(command.id(), peer.server(), "this controller leads no more: nothing was sent");
            return;
        }
        pending.add(command.id(), deadline);
        socket.writeTextMessage(Wire.encode(new Frame.Ordered(command)));
    }

    private void connect() {
        if (closed) {
            return;
        }
        WebSocketConnectOptions where = new WebSocketConnectOptions()
                .setHost(peer.host())
                .setPort(peer.port())
                .setURI(PATH)
                .setTimeout(settings.connectWithin().toMillis());
        client.connect(where).onSuccess(this::introduce).onFailure(failure -> retry(sentence(failure)));
    }

    private void introduce(WebSocket socket) {
        Introduction introduction = introductions.get();
        long tooLate = vertx.setTimer(
                settings.greetWithin().toMillis(), due -> hangUp(socket, "it did not show the site's key in time"));
        Talk talk = new Talk(socket, introduction, tooLate);
        socket.textMessageHandler(talk::hear);
        socket.exceptionHandler(failure -> talk.reason = sentence(failure));
        socket.closeHandler(gone -> talk.ended());
    }

    private void hangUp(WebSocket socket, String reason) {
        lastReason(reason);
        socket.close();
    }

    private void lastReason(String reason) {
        if (!reason.equals(lastFailure)) {
            LOG.atWarn().addKeyValue("server", peer.server()).log("{}: {}", peer, reason);
        }
        lastFailure = reason;
    }

    private void retry(String reason) {
        lastReason(reason);
        if (!closed) {
            vertx.setTimer(backoff.next().toMillis(), due -> connect());
        }
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** One connection from its first frame to its end. */
    private final class Talk {
        private final WebSocket socket;
        private final Introduction introduction;
        private final long tooLate;
        private String reason = "the connection ended";
        private boolean known;

        Talk(WebSocket socket, Introduction introduction, long tooLate) {
            this.socket = socket;
            this.introduction = introduction;
            this.tooLate = tooLate;
        }

        void hear(String text) {
            try {
                Frame frame = Wire.decode(text);
                if (known) {
                    pass(frame);
                } else {
                    follow(introduction.hear(frame));
                }
            } catch (MalformedMessage e) {
                end("it sent what is no message: " + e.getMessage());
            }
        }

        private void follow(Introduction.Next next) {
            switch (next) {
                case Introduction.Say say -> socket.writeTextMessage(Wire.encode(say.frame()));
                case Introduction.HangUp hangUp -> end(hangUp.reason());
                case Introduction.Trusted yes -> {
                    vertx.cancelTimer(tooLate);
                    known = true;
                    trusted = Optional.of(socket);
                    lastFailure = "";
                    backoff.reset();
                    LOG.atInfo().addKeyValue("server", peer.server()).log("linked to {}", peer);
                    listener.linked(peer.server());
                    socket.writeTextMessage(Wire.encode(new Frame.Examine()));
                }
            }
        }

        private void pass(Frame frame) {
            switch (frame) {
                case Frame.Answered answered -> pass(answered.answer());
                case Frame.Reported reported -> pass(reported.report());
                case Frame.Examined examined -> pass(examined.examination());
                default ->
                    end("it sent a frame that is not its to send: "
                            + frame.getClass().getSimpleName());
            }
        }

        /** An answer after its deadline was called unanswered already, and stays so. */
        private void pass(Answer answer) {
            if (speaksForItself(answer.server()) && pending.settle(answer.commandId())) {
                listener.answered(answer);
            }
        }

        private void pass(Report report) {
            if (speaksForItself(report.server())) {
                listener.reported(report);
            }
        }

        private void pass(Examination examination) {
            if (speaksForItself(examination.server())) {
                listener.examined(examination);
            }
        }

        private boolean speaksForItself(String server) {
            boolean own = server.equals(peer.server());
            if (!own) {
                end("it speaks for " + server);
            }
            return own;
        }

        private void end(String why) {
            reason = why;
            socket.close();
        }

        void ended() {
            vertx.cancelTimer(tooLate);
            if (known) {
                trusted = Optional.empty();
                pending.giveUpAll("the link broke: " + reason);
                listener.unlinked(peer.server(), reason);
            }
            retry(reason);
        }
    }
}
