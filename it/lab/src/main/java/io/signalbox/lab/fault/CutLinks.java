package io.signalbox.lab.fault;

import io.signalbox.lab.fault.PacketFilter.Flow;
import java.util.List;

/** Every packet between one server's address and the others is lost, both ways. Nobody is told. */
public final class CutLinks implements Fault {
    private final String server;
    private final String address;
    private final List<String> others;

    /** @param others addresses of the servers that no longer hear of {@code address}, nor it of them */
    public CutLinks(String server, String address, List<String> others) {
        this.server = server;
        this.address = address;
        this.others = List.copyOf(others);
    }

    /** Can links be cut on this machine, by this user? */
    public static boolean possible() {
        return PacketFilter.usable();
    }

    /** Heals what drills that were killed left cut; returns how many rules that were. */
    public static int healLeftovers() {
        return PacketFilter.removeLeftovers() + Detour.removeLeftovers();
    }

    @Override
    public void inject() {
        for (String other : others) {
            PacketFilter.drop(Flow.all(address, other));
            PacketFilter.drop(Flow.all(other, address));
        }
    }

    @Override
    public void heal() {
        for (String other : others) {
            PacketFilter.undrop(Flow.all(address, other));
            PacketFilter.undrop(Flow.all(other, address));
        }
    }

    @Override
    public String sentence() {
        return "the links of " + server + " to " + String.join(", ", others) + " lose every packet";
    }
}
