package io.signalbox.haproxy.adoption;

import static io.signalbox.haproxy.adoption.Adoption.missing;
import static io.signalbox.haproxy.adoption.Adoption.place;
import static io.signalbox.haproxy.adoption.Adoption.weaker;

import io.signalbox.haproxy.adoption.ProxyFile.Section;
import io.signalbox.haproxy.adoption.ProxyFile.Server;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.configuration.BackendNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One backend of a foreign file against what is wanted of it. */
record BackendCheck(Adoption adoption, Wanted wanted, ProxyFile file, Section section) {
    private static final String CUT = "on-marked-down";

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(servers());
        switch (wanted.use()) {
            case WRITES -> writes(findings);
            case READS -> reads(findings);
            case FRESH_READS -> fresh(findings);
            case WEB -> web(findings);
        }
        return findings;
    }

    private List<Finding> servers() {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<Name, String> server : wanted.servers().entrySet()) {
            ServerId ours = new ServerId(wanted.name(), server.getKey());
            Optional<Server> found = find(ours);
            if (found.isEmpty()) {
                findings.add(missing(
                        place(ours),
                        "there is no server " + adoption.names().theirs(ours) + "; there are: "
                                + String.join(
                                        ", ", all().stream().map(Server::name).toList())));
            } else if (Adoption.elsewhere(found.get().address(), server.getValue())) {
                findings.add(missing(
                        place(found.get()), adoption.at(ours, found.get().address(), server.getValue())));
            }
        }
        return findings;
    }

    private List<Server> all() {
        return file.servers(section);
    }

    private Optional<Server> find(ServerId ours) {
        String name = adoption.names().theirs(ours).server().text();
        return all().stream().filter(server -> server.name().equals(name)).findFirst();
    }

    /** Of the site; those that are missing are named already. */
    private List<Server> known() {
        return wanted.servers().keySet().stream()
                .map(server -> new ServerId(wanted.name(), server))
                .flatMap(server -> find(server).stream())
                .toList();
    }

    private ServerId hold() {
        return new ServerId(wanted.name(), new Name(BackendNames.HOLD));
    }

    private void writes(List<Finding> findings) {
        for (Server server : known()) {
            if (!server.has("disabled")) {
                findings.add(
                        weaker(
                                place(server),
                                said(server)
                                        + " is given writes after each start and reload until the agent has closed it: add `disabled`"));
            }
            if (server.has("check")) {
                findings.add(weaker(
                        place(server),
                        said(server) + " has a check, which takes a healthy primary away when it fails"));
            }
            if (server.value(CUT).isPresent()) {
                findings.add(weaker(
                        place(server),
                        said(server) + " has `" + CUT + "`: it cuts those who are connecting, and could be saved"));
            }
            foughtOver(server, findings);
        }
        List<Server> known = known();
        Optional<Server> hold = find(hold());
        all().stream()
                .filter(server -> !known.contains(server) && !hold.equals(Optional.of(server)))
                .forEach(server -> findings.add(
                        weaker(place(server), said(server) + " is nobody's of this site: the agent keeps it closed")));
        if (hold.isEmpty()) {
            findings.add(weaker(
                    place(wanted.name()),
                    "there is no server that holds clients: while nobody is primary they are turned away at once, where they"
                            + " could wait (`server hold 127.255.255.254:1 backup no-check`, `option redispatch 1`, `retries 120`,"
                            + " `timeout connect 250ms`)"));
        } else if (!hold.get().has("backup") || hold.get().has("check")) {
            findings.add(weaker(place(hold.get()), said(hold.get()) + " must be `backup`, and never have a check"));
        }
    }

    private void reads(List<Finding> findings) {
        known().forEach(server -> foughtOver(server, findings));
        if (!asks("/replica")) {
            findings.add(
                    weaker(
                            "line " + section.number(),
                            section.name()
                                    + " does not ask the agents (`option httpchk GET /replica?max-lag=5000`, `check addr HOST port"
                                    + " 8091`): a replica that lags is read from, and `readPool` must be left out of the agent's file"));
        }
    }

    private void fresh(List<Finding> findings) {
        for (Server server : known()) {
            if (!server.has("disabled")) {
                findings.add(
                        weaker(
                                place(server),
                                said(server)
                                        + " is read from after each start and reload before anybody was asked: add `disabled`"));
            }
            if (server.value(CUT).isEmpty()) {
                findings.add(weaker(
                        place(server),
                        said(server) + " keeps its sessions when it is not fresh any more: add `" + CUT
                                + " shutdown-sessions`"));
            }
            foughtOver(server, findings);
        }
        if (!asks("/fresh")) {
            findings.add(missing(
                    "line " + section.number(),
                    section.name()
                            + " does not ask the agents how fresh they are (`option httpchk GET /fresh?within=600`)"));
        }
    }

    private void web(List<Finding> findings) {
        for (Server server : known()) {
            if (!server.has("check")) {
                findings.add(weaker(
                        place(server),
                        said(server) + " has no check: nobody notices when it is not well, nor when it is again"));
            }
            foughtOver(server, findings);
        }
    }

    private void foughtOver(Server server, List<Finding> findings) {
        if (server.has("agent-check")) {
            findings.add(missing(
                    place(server), said(server) + " has an `agent-check`, which sets state and weight against ours"));
        }
        server.value("track")
                .ifPresent(other -> findings.add(weaker(
                        place(server),
                        said(server) + " follows the state of " + other + ", whatever is said of itself")));
    }

    private boolean asks(String path) {
        return file.effective(section, "option", "httpchk").stream()
                        .anyMatch(line -> line.words().stream().anyMatch(word -> word.startsWith(path)))
                || file.effective(section, "http-check", "send").stream()
                        .anyMatch(line -> line.words().stream().anyMatch(word -> word.startsWith(path)));
    }

    private String said(Server server) {
        return section.name() + "/" + server.name();
    }
}
