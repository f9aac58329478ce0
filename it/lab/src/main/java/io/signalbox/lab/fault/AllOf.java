package io.signalbox.lab.fault;

import java.util.List;
import java.util.stream.Collectors;

/** Several faults as one: injected in their order, healed in the opposite one. */
public final class AllOf implements Fault {
    private final List<Fault> faults;

    public AllOf(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    @Override
    public void inject() {
        faults.forEach(Fault::inject);
    }

    @Override
    public void heal() {
        faults.reversed().forEach(Fault::heal);
    }

    @Override
    public String sentence() {
        return faults.stream().map(Fault::sentence).collect(Collectors.joining(", "));
    }
}
