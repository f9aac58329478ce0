package io.signalbox.lab.fault;

import io.signalbox.lab.fault.PacketFilter.Flow;
import java.util.List;

/** What others send to a server is lost, or what it sends to them; the other direction works. */
public final class CutOneWay implements Fault {
    private final String sentence;
    private final List<Flow> flows;

    private CutOneWay(String sentence, List<Flow> flows) {
        this.sentence = sentence;
        this.flows = flows;
    }

    /** The server hears nobody, and is heard. */
    public static CutOneWay deaf(String server, String address, List<String> others) {
        return new CutOneWay(
                server + " hears nothing of " + String.join(", ", others),
                others.stream().map(other -> Flow.all(other, address)).toList());
    }

    /** Nobody hears the server, which hears them. */
    public static CutOneWay mute(String server, String address, List<String> others) {
        return new CutOneWay(
                server + " is not heard by " + String.join(", ", others),
                others.stream().map(other -> Flow.all(address, other)).toList());
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
        return sentence;
    }
}
