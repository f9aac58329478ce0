package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.daemon.proxy.Difference.Kind;
import io.signalbox.agents.daemon.proxy.WantedRoute.Setting;
import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.Weight;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.haproxy.command.WorkerCommand.SetState;
import io.signalbox.haproxy.command.WorkerCommand.SetWeight;
import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.haproxy.reply.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Compares a route with what HAProxy says that it does. Pure. What a check says of a server is no difference: checks
 * decide about health, the route about wishes.
 */
final class Differences {
    private final WantedRoute route;
    private final SortedMap<ServerId, ServerState> states;
    private final List<Difference> found = new ArrayList<>();

    private Differences(WantedRoute route, SortedMap<ServerId, ServerState> states) {
        this.route = route;
        this.states = states;
    }

    /** In the order in which they are to be repaired. */
    static List<Difference> between(WantedRoute route, SortedMap<ServerId, ServerState> states) {
        Differences differences = new Differences(route, states);
        differences.writers();
        differences.opened();
        route.settings().forEach(differences::setting);
        return List.copyOf(differences.found);
    }

    static List<Difference> of(Kind kind, List<Difference> differences) {
        return differences.stream().filter(each -> each.kind() == kind).toList();
    }

    static List<String> sentences(List<Difference> differences) {
        return differences.stream().map(Difference::sentence).toList();
    }

    private void writers() {
        List<ServerState> writers = states.values().stream()
                .filter(state -> state.id().backend().equals(route.writers()))
                .toList();
        writers.stream().filter(Differences::holds).forEach(hold -> usable(Kind.HOLD, hold));
        writers.stream()
                .filter(writer -> !holds(writer) && !route.opens(writer.id()) && !writer.closed())
                .forEach(this::close);
    }

    private void close(ServerState writer) {
        String now = writer.usable() ? "open" : "not in maintenance";
        add(Kind.CLOSE, writer.id() + " is " + now + " and shall be closed", List.of(maint(writer.id())));
    }

    private void opened() {
        Optional<ServerId> wanted = route.open().map(name -> new ServerId(route.writers(), name));
        if (wanted.isEmpty()) {
            return;
        }
        ServerState state = states.get(wanted.get());
        if (state == null) {
            add(Kind.OPEN, wanted.get() + " shall be open and is not in HAProxy's configuration", List.of());
        } else {
            usable(Kind.OPEN, state);
        }
    }

    private void usable(Kind kind, ServerState server) {
        if (server.usable()) {
            return;
        }
        List<WorkerCommand> repairs = new ArrayList<>();
        boolean calledDown = !server.closed() && !server.running() && !server.checked();
        if (calledDown) {
            // "health down" on a server without a check sticks: only a way through maintenance ends it.
            repairs.add(maint(server.id()));
        }
        if (calledDown || server.wished() != AdminState.READY) {
            repairs.add(ready(server.id()));
        }
        if (server.weight() == 0 && server.configuredWeight() > 0) {
            repairs.add(new SetWeight(server.id(), new Weight(server.configuredWeight())));
        }
        add(kind, server.id() + " shall take connections and does not (" + now(server) + ")", repairs);
    }

    private void setting(ServerId id, Setting wish) {
        ServerState state = states.get(id);
        if (state == null) {
            add(
                    Kind.SERVER,
                    id + " shall be " + wish.state().word() + " and is not in HAProxy's configuration",
                    List.of());
            return;
        }
        wished(state, wish.state());
        if (state.weight() != wish.weight().value()) {
            add(
                    Kind.SERVER,
                    id + " has weight " + state.weight() + " and shall have " + wish.weight(),
                    List.of(new SetWeight(id, wish.weight())));
        }
        lastResort(id, wish);
    }

    /** Who is in maintenance is not read from even as a last resort; who only lags is. */
    private void lastResort(ServerId id, Setting wish) {
        String backend = BackendNames.lastResortOf(id.backend().text());
        if (!Name.isAllowed(backend)) {
            return;
        }
        ServerState state = states.get(new ServerId(new Name(backend), id.server()));
        if (state != null) {
            wished(state, wish.state() == AdminState.MAINT ? AdminState.MAINT : AdminState.READY);
        }
    }

    private void wished(ServerState state, AdminState wish) {
        if (state.wished() != wish) {
            add(
                    Kind.SERVER,
                    state.id() + " is " + state.wished().word() + " and shall be " + wish.word(),
                    List.of(new SetState(state.id(), wish)));
        }
    }

    private void add(Kind kind, String sentence, List<WorkerCommand> repairs) {
        found.add(new Difference(kind, sentence, repairs));
    }

    private static boolean holds(ServerState writer) {
        return writer.id().server().text().equals(BackendNames.HOLD);
    }

    private static String now(ServerState server) {
        return server.wished().word() + ", " + (server.running() ? "running" : "not running") + ", weight "
                + server.weight();
    }

    private static SetState ready(ServerId server) {
        return new SetState(server, AdminState.READY);
    }

    private static SetState maint(ServerId server) {
        return new SetState(server, AdminState.MAINT);
    }
}
