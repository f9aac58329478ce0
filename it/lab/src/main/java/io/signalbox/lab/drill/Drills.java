package io.signalbox.lab.drill;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every drill there is. */
public final class Drills {
    public static final List<Drill> ALL = Stream.of(
                    Stream.<Drill>of(
                            new KillPrimary(),
                            new KillPrimaryAlone(),
                            new IsolatePrimary(),
                            new LoseReplicaThenPrimary(),
                            new Reclone(),
                            new HangPrimary(),
                            new PauseHost(),
                            new LoseHost(),
                            new KillPrimaryWithoutDns(),
                            new Switchover(),
                            new SwitchoverHeld(),
                            new ClosePrimary(),
                            new StopPrimary(),
                            new BreakApplierThenKill(),
                            new RestartHaproxy(),
                            new ReloadHaproxy(),
                            new ClockJumps(),
                            new KillAgent(),
                            new KillAllAgents(),
                            new KillControllers(),
                            new KillController(),
                            new KillLeader(),
                            new PauseLeader(),
                            new FreezeHaproxy(),
                            new LoseHaproxySocket(),
                            new MeddleHaproxy(),
                            new UnknownServer(),
                            new CutProxy(),
                            new DrainWeb(),
                            new DeployWeb(),
                            new KillControllerDeploying(),
                            new PurgedBinlogs(),
                            new CorruptedPage(),
                            new ExpiredCertificate(),
                            new RandomFaults()),
                    CutPrimary.DRILLS.stream(),
                    Calm.DRILLS.stream(),
                    Disks.DRILLS.stream(),
                    SlowLinks.DRILLS.stream(),
                    LoseEtcd.DRILLS.stream(),
                    Misconfigured.DRILLS.stream())
            .flatMap(drills -> drills)
            .toList();

    private Drills() {}

    public static Optional<Drill> named(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
