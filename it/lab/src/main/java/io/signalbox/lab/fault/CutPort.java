package io.signalbox.lab.fault;

import io.signalbox.lab.fault.PacketFilter.Flow;
import java.util.List;

/** Every packet between a host and one TCP port of another is lost, both ways. Nobody is told. */
public final class CutPort implements Fault {
    private final String what;
    private final List<Flow> flows;

    /** @param what in words, such as "the controller's link to the agent of db1" */
    public CutPort(String what, String client, String server, int port) {
        this.what = what;
        this.flows = List.of(new Flow(client, server, "--dport", port), new Flow(server, client, "--sport", port));
    }

    @Override
    public void inject() {
        flows.forEach(PacketFilter::drop);
    }

    @Override
    public void heal() {
        flows.forEach(PacketFilter::undrop);
    }

    @Override
    public String sentence() {
        return what + " loses every packet";
    }
}
