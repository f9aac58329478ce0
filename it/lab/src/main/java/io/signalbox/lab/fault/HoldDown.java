package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import java.util.List;

/** Supervised processes are killed together and stay down until this is healed. */
public final class HoldDown implements Fault {
    private final Site site;
    private final List<String> processes;

    public HoldDown(Site site, List<String> processes) {
        this.site = site;
        this.processes = List.copyOf(processes);
    }

    @Override
    public void inject() {
        processes.forEach(site::hold);
        for (String process : processes) {
            site.pid(process).ifPresent(pid -> new KillProcess(process, pid).inject());
        }
    }

    @Override
    public void heal() {
        processes.forEach(site::release);
    }

    @Override
    public String sentence() {
        return String.join(", ", processes) + (processes.size() == 1 ? " is" : " are") + " killed and kept down";
    }
}
