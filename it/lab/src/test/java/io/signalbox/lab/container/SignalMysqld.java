package io.signalbox.lab.container;

import io.signalbox.lab.fault.Fault;
import org.testcontainers.containers.ContainerState;

/** A signal to the mysqld in a container. What was stopped goes on when healed; whoever watches over it starts what was killed. */
final class SignalMysqld implements Fault {
    private final String server;
    private final ContainerState container;
    private final String signal;

    private SignalMysqld(String server, ContainerState container, String signal) {
        this.server = server;
        this.container = container;
        this.signal = signal;
    }

    static SignalMysqld kill(String server, ContainerState container) {
        return new SignalMysqld(server, container, "KILL");
    }

    static SignalMysqld freeze(String server, ContainerState container) {
        return new SignalMysqld(server, container, "STOP");
    }

    @Override
    public void inject() {
        Inside.succeeds(container, send(signal));
    }

    /** A mysqld that was killed meanwhile has a successor, which takes no notice; or there is none. */
    @Override
    public void heal() {
        if (signal.equals("STOP")) {
            Inside.run(container, send("CONT"));
        }
    }

    private static String[] send(String signal) {
        return new String[] {"sh", "-c", "kill -" + signal + " $(pidof mysqld)"};
    }

    @Override
    public String sentence() {
        return "mysqld of " + server + " gets SIG" + signal;
    }
}
