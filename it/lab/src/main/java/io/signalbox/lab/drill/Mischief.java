package io.signalbox.lab.drill;

import io.signalbox.lab.fault.AllOf;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.CutOneWay;
import io.signalbox.lab.fault.CutPort;
import io.signalbox.lab.fault.DoomedController;
import io.signalbox.lab.fault.ExhaustConnections;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.fault.StarveCpu;
import io.signalbox.site.layout.SiteAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * What can be drawn by lot, one row each.
 *
 * @param fault on a server; some rows do not care which
 */
record Mischief(String name, BiFunction<Scene, String, Fault> fault) {
    private static final int SPINNING = 8;
    private static final String HAPROXY = "lb1/haproxy";

    static final List<Mischief> ALL = List.of(
            new Mischief("mysqld killed", (scene, s) -> kill(scene, s)),
            new Mischief("mysqld frozen", (scene, s) -> new FreezeProcess("mysqld of " + s, scene.mysqld(s))),
            new Mischief("host lost", Mischief::loseHost),
            new Mischief("cut off from everybody", Scene::everythingAround),
            new Mischief("cut off from the databases", (scene, s) -> new CutLinks(s, scene.host(s), scene.hostsBut(s))),
            new Mischief(
                    "cut off from the load balancer",
                    (scene, s) -> new CutLinks(s, scene.host(s), List.of(scene.balancer()))),
            new Mischief(
                    "agent cut off from the controller",
                    (scene, s) -> new CutPort(
                            "the controller's link to the agent of " + s,
                            scene.balancer(),
                            scene.host(s),
                            SiteAddresses.AGENT)),
            new Mischief("deaf", (scene, s) -> CutOneWay.deaf(s, scene.host(s), scene.everybodyBut(s))),
            new Mischief("mute", (scene, s) -> CutOneWay.mute(s, scene.host(s), scene.everybodyBut(s))),
            new Mischief("replication slow", SlowLinks::slowReplication),
            new Mischief("agent far from the controller", SlowLinks::controlOf),
            new Mischief("agent killed", (scene, s) -> killed(scene, s + "/agent")),
            new Mischief("agent frozen", (scene, s) -> frozen(scene, s + "/agent")),
            new Mischief("the proxy's agent killed", (scene, s) -> killed(scene, "lb1/agent")),
            new Mischief("controller killed", (scene, s) -> killed(scene, DoomedController.CONTROLLER)),
            new Mischief("controller frozen", (scene, s) -> frozen(scene, DoomedController.CONTROLLER)),
            new Mischief("haproxy killed", (scene, s) -> haproxy(scene)),
            new Mischief(
                    "connections exhausted",
                    (scene, s) -> new ExhaustConnections(
                            s,
                            Servers.address(scene.stage(), s),
                            scene.stage().doors().account())),
            new Mischief("processors busy", (scene, s) -> new StarveCpu(SPINNING)));

    /** {@code count} different rows. */
    static List<Mischief> draw(RandomGenerator random, int count) {
        List<Mischief> left = new ArrayList<>(ALL);
        List<Mischief> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    private static Fault kill(Scene scene, String server) {
        return new KillProcess("mysqld of " + server, scene.mysqld(server).pid());
    }

    private static Fault killed(Scene scene, String process) {
        return new KillProcess(process, scene.process(process).pid());
    }

    private static Fault frozen(Scene scene, String process) {
        return new FreezeProcess(process, scene.process(process));
    }

    private static Fault loseHost(Scene scene, String server) {
        return new AllOf(List.of(
                scene.everythingAround(server),
                kill(scene, server),
                new HoldDown(scene.stage().site(), List.of(server + "/agent", server + "/web"))));
    }

    /** Its workers would go on without it, and keep its ports. */
    private static Fault haproxy(Scene scene) {
        long master = scene.process(HAPROXY).pid();
        List<Fault> kills = new ArrayList<>();
        kills.add(new KillProcess(HAPROXY, master));
        ProcessHandle.of(master).stream()
                .flatMap(ProcessHandle::children)
                .forEach(worker -> kills.add(new KillProcess(HAPROXY + " worker", worker.pid())));
        return new AllOf(kills);
    }
}
