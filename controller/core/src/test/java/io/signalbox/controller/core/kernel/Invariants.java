package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.record.ClusterRecord;
import java.util.List;

/** The invariants of docs/protocol.md, held against a fake site after every effect and every step of time. */
final class Invariants {
    private Invariants() {}

    static void hold(FakeSite site) {
        everyProblemHasEvidence(site);
        onePrimaryAcknowledges(site);
        if (!site.record.primary().isEmpty()) {
            theRecordedPrimaryHasEverything(site);
        }
        if (site.record.proven()) {
            onlyAckersCount(site);
            enoughAckersKnowEverything(site);
        }
    }

    private static void everyProblemHasEvidence(FakeSite site) {
        site.kernel.problems().stream()
                .filter(p -> p.evidence().isEmpty())
                .findFirst()
                .ifPresent(p -> {
                    throw broken(site, "nobody says so: " + p);
                });
    }

    private static void theRecordedPrimaryHasEverything(FakeSite site) {
        if (!site.primary().history().contains(site.acknowledged)) {
            throw broken(
                    site,
                    "I1: " + site.record.primary() + " lacks acknowledged "
                            + site.acknowledged.minus(site.primary().history()));
        }
    }

    private static void onePrimaryAcknowledges(FakeSite site) {
        List<String> able = site.servers.values().stream()
                .filter(FakeServer::open)
                .filter(s -> !s.sourceSide
                        || site.followers(s).filter(FakeServer::acknowledges).count() >= s.count)
                .map(s -> s.name)
                .toList();
        if (able.size() > 1) {
            throw broken(site, "I2: can acknowledge writes: " + able);
        }
    }

    private static void onlyAckersCount(FakeSite site) {
        List<String> counted = site.followers(site.primary())
                .filter(FakeServer::acknowledges)
                .map(s -> s.name)
                .filter(s -> !site.record.ackers().contains(s))
                .toList();
        if (!counted.isEmpty()) {
            throw broken(site, "I3: counted, and no ackers: " + counted);
        }
    }

    private static void enoughAckersKnowEverything(FakeSite site) {
        ClusterRecord record = site.record;
        long know = record.ackers().stream()
                .filter(a -> site.server(a).history().contains(site.acknowledged))
                .count();
        if (know < record.k()) {
            throw broken(site, "I4: " + know + " ackers know all that was acknowledged");
        }
    }

    private static AssertionError broken(FakeSite site, String sentence) {
        List<String> sent = site.sent;
        return new AssertionError(sentence + "\nrecord " + site.record + "\nlast sent "
                + sent.subList(Math.max(0, sent.size() - 20), sent.size()));
    }
}
