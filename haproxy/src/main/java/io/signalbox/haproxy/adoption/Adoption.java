package io.signalbox.haproxy.adoption;

import io.signalbox.haproxy.adoption.Finding.Weight;
import io.signalbox.haproxy.adoption.ProxyFile.Line;
import io.signalbox.haproxy.adoption.ProxyFile.Section;
import io.signalbox.haproxy.adoption.ProxyFile.Server;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.RunningServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a HAProxy with a file of its own can be driven, and what its file lacks of that which a file of ours has for a reason.
 *
 * @param socket the admin socket that the agent will use
 */
public record Adoption(ForeignNames names, List<Wanted> wanted, Path socket) {
    private static final String ADMIN = "admin";
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+:[0-9]+");
    /** The last digit of a mode that lets everybody write. */
    private static final int WRITE = 2;

    public Adoption {
        wanted = List.copyOf(wanted);
    }

    /** What the file says. */
    public List<Finding> of(ProxyFile file) {
        List<Finding> findings = new ArrayList<>(whole(file));
        for (Wanted backend : wanted) {
            Name name = names.theirs(backend.name());
            Optional<Section> section = file.backend(name.text());
            if (section.isPresent()) {
                findings.addAll(new BackendCheck(this, backend, file, section.get()).findings());
            } else {
                String there = file.backends().map(Section::name).distinct().collect(Collectors.joining(", "));
                findings.add(missing(place(backend.name()), "there is no backend " + name + "; there are: " + there));
            }
        }
        return findings;
    }

    /** What runs; of backends and servers that are not there. */
    public List<Finding> of(SortedMap<ServerId, RunningServer> running, String level) {
        List<Finding> findings = new ArrayList<>();
        if (!level.equals(ADMIN)) {
            findings.add(missing(
                    socket.toString(), "whoever connects here has level " + level + "; the agent needs `level admin`"));
        }
        for (Wanted backend : wanted) {
            for (Map.Entry<Name, String> server : backend.servers().entrySet()) {
                ServerId ours = new ServerId(backend.name(), server.getKey());
                RunningServer found = running.get(names.theirs(ours));
                if (found == null) {
                    findings.add(missing(place(ours), names.theirs(ours) + " does not run in HAProxy"));
                } else if (elsewhere(found.address(), server.getValue())) {
                    findings.add(missing(place(ours), at(ours, found.address(), server.getValue())));
                }
            }
        }
        return findings;
    }

    private List<Finding> whole(ProxyFile file) {
        List<Finding> findings = new ArrayList<>(sockets(file));
        if (file.lines("global", "hard-stop-after").findAny().isEmpty()) {
            findings.add(
                    weaker(
                            "global",
                            "no `hard-stop-after`: after a reload the old process keeps its sessions for as long as clients keep theirs"));
        }
        file.sections().stream()
                .flatMap(section -> section.all("load-server-state-from-file").stream())
                .filter(line -> line.words().size() > 1 && !line.words().get(1).equals("none"))
                .forEach(
                        line -> findings.add(
                                missing(
                                        place(line),
                                        "servers' states come from a file: after a start whoever was primary when it was written takes writes")));
        return findings;
    }

    private List<Finding> sockets(ProxyFile file) {
        Optional<Line> ours = file.lines("global", "stats", "socket")
                .filter(line -> line.words().size() > 2
                        && line.words().get(2).replaceFirst("^unix@", "").equals(socket.toString()))
                .findFirst();
        if (ours.isEmpty()) {
            return List.of(missing("global", "there is no `stats socket " + socket + " level admin`"));
        }
        List<Finding> findings = new ArrayList<>();
        String level = ours.get().after("level").orElse("operator");
        if (!level.equals(ADMIN)) {
            findings.add(
                    missing(place(ours.get()), "the socket has level " + level + "; the agent needs `level admin`"));
        }
        ours.get()
                .after("mode")
                .filter(mode -> (Character.digit(mode.charAt(mode.length() - 1), 8) & WRITE) != 0)
                .ifPresent(mode -> findings.add(weaker(
                        place(ours.get()), "mode " + mode + ": everybody on this host can say where writes go")));
        return findings;
    }

    static boolean elsewhere(String there, String wanted) {
        return LITERAL.matcher(there).matches() && LITERAL.matcher(wanted).matches() && !there.equals(wanted);
    }

    String at(ServerId ours, String there, String wantedAddress) {
        return names.theirs(ours) + " is at " + there + ", and " + ours.server() + " at " + wantedAddress;
    }

    static Finding missing(String place, String sentence) {
        return new Finding(Weight.MISSING, place, sentence);
    }

    static Finding weaker(String place, String sentence) {
        return new Finding(Weight.WEAKER, place, sentence);
    }

    static String place(Line line) {
        return "line " + line.number();
    }

    static String place(Server server) {
        return place(server.line());
    }

    static String place(Name backend) {
        return "adopted.backends." + backend;
    }

    static String place(ServerId server) {
        return place(server.backend()) + ".servers." + server.server();
    }
}
