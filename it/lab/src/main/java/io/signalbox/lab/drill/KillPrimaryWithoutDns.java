package io.signalbox.lab.drill;

import io.signalbox.lab.fault.LoseDns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The primary dies while no name can be resolved on this machine. Nothing asks for one, so the failover is as any other. */
final class KillPrimaryWithoutDns implements Drill {
    /** Whoever asked for a name would wait for longer. */
    private static final Duration NO_ANSWER = Duration.ofSeconds(2);

    private final KillPrimary kill = new KillPrimary();

    @Override
    public String name() {
        return "lose-dns";
    }

    @Override
    public String sentence() {
        return "questions to DNS are lost on this machine, then kill -9 of the primary's mysqld: as kill-primary, in the same time";
    }

    @Override
    public List<Promise> promises() {
        return kill.promises();
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        LoseDns lost = new LoseDns();
        scene.stage().faults().inject(lost);
        boolean answered = answered();
        Incident incident = kill.strike(scene);
        scene.stage().faults().heal(lost);
        List<String> reasons = new ArrayList<>(incident.reasons());
        if (answered) {
            reasons.add("a name was answered for at once: DNS was not lost, or this machine asks none");
        }
        return incident.failing(reasons).noting(List.of(lost.sentence()));
    }

    /** Found or not: an answer within the bound. */
    private static boolean answered() {
        CountDownLatch answer = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("asks-for-a-name").start(() -> {
            try {
                InetAddress.getByName(UUID.randomUUID() + ".invalid");
            } catch (UnknownHostException none) {
                // An answer, too.
            }
            answer.countDown();
        });
        try {
            return answer.await(NO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
