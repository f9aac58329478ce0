package io.signalbox.agents.daemon.frontage;

import io.signalbox.agents.protocol.Frontage;
import io.signalbox.agents.protocol.Frontage.Limits;
import io.signalbox.agents.protocol.Frontage.Outcome;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.CommandLine;
import io.signalbox.haproxy.reply.MalformedReply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes wishes for what HAProxy shows and bears, one at a time, and keeps it as its files say. Every call may block. */
public final class FrontDesk {
    private static final int MOST_DETAIL = 500;

    private final Optional<Certificates> certificates;
    private final Optional<ClientLimits> limits;
    private final Consumer<Frontage> seen;
    private Frontage last = Frontage.NONE;

    /**
     * @param certificates the directory of HAProxy's certificates, or empty
     * @param limits the file of the limits, or empty
     * @param seen is told what each look found
     */
    public FrontDesk(
            CommandLine haproxy,
            Optional<Path> certificates,
            Optional<Path> limits,
            InstantSource clock,
            Consumer<Frontage> seen) {
        this.certificates = certificates.map(directory -> new Certificates(haproxy, directory, clock));
        this.limits = limits.map(file -> new ClientLimits(haproxy, file));
        this.seen = seen;
    }

    private interface Wish {
        void carryOut() throws WishRefused, CommandFailed, IOException;
    }

    /** Puts a certificate in. */
    public Outcome install(String name, String pem, boolean dryRun) {
        return carryOut(() -> certificates
                .orElseThrow(() -> new WishRefused("no_certificates", "this proxy's agent looks after no certificates"))
                .install(name, pem, dryRun));
    }

    /** Sets the limits. */
    public Outcome limit(Limits wanted) {
        return carryOut(
                () -> limits.orElseThrow(() -> new WishRefused("no_limits", "this proxy's configuration has no limits"))
                        .set(wanted));
    }

    private synchronized Outcome carryOut(Wish wish) {
        try {
            wish.carryOut();
            Frontage now = look();
            return now.trouble().isEmpty()
                    ? new Outcome(Outcome.DONE, "", now)
                    : new Outcome("not_in_force", now.trouble(), now);
        } catch (WishRefused e) {
            return new Outcome(e.code(), detail(e), last);
        } catch (CommandFailed e) {
            return new Outcome("haproxy_does_not_answer", detail(e), last);
        } catch (IOException e) {
            return new Outcome("not_written", "the file could not be written: " + detail(e), last);
        }
    }

    /** Looks, and mends what differs. */
    public synchronized Frontage look() {
        List<String> trouble = new ArrayList<>();
        List<Frontage.Certificate> shown = last.certificates();
        Optional<Limits> inForce = last.limits();
        try {
            if (certificates.isPresent()) {
                shown = certificates.get().look(trouble);
            }
            if (limits.isPresent()) {
                inForce = Optional.of(limits.get().look(trouble));
            }
        } catch (CommandFailed | IOException | MalformedReply | IllegalArgumentException e) {
            trouble.add(detail(e));
        }
        last = new Frontage(shown, inForce, String.join("; ", trouble));
        seen.accept(last);
        return last;
    }

    private static String detail(Exception e) {
        String sentence = String.valueOf(e.getMessage());
        return sentence.length() > MOST_DETAIL ? sentence.substring(0, MOST_DETAIL) : sentence;
    }
}
