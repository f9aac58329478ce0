package io.signalbox.haproxy.adoption;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A haproxy.cfg, as far as it says what Signalbox has to do with: sections, and the words of their lines. */
public record ProxyFile(List<Section> sections) {
    private static final List<String> KINDS = List.of(
            "global",
            "defaults",
            "frontend",
            "backend",
            "listen",
            "peers",
            "resolvers",
            "mailers",
            "userlist",
            "cache",
            "program",
            "http-errors",
            "ring",
            "log-forward",
            "fcgi-app",
            "crt-store",
            "traces",
            "log-profile",
            "acme");

    /** @param number of the line, from 1 */
    public record Line(int number, List<String> words) {
        /** Whether it begins so. */
        public boolean says(String... first) {
            return words.size() >= first.length
                    && words.subList(0, first.length).equals(List.of(first));
        }

        /** What stands behind a word. */
        public Optional<String> after(String word) {
            int at = words.indexOf(word);
            return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
        }
    }

    /**
     * @param kind its first word
     * @param name empty if it has none
     * @param number of its first line
     */
    public record Section(String kind, String name, int number, List<Line> lines) {
        /** Lines that begin so. */
        public List<Line> all(String... first) {
            return lines.stream().filter(line -> line.says(first)).toList();
        }
    }

    /**
     * @param options of its own line, and what {@code default-server} gives it
     * @param address {@code host:port}
     */
    public record Server(String name, String address, Line line, List<String> options) {
        public boolean has(String option) {
            return options.contains(option) && !options.contains("no-" + option);
        }

        /** Its own comes first. */
        public Optional<String> value(String option) {
            return new Line(line.number(), options).after(option);
        }
    }

    /** Reads any text; what is no section's is left out. */
    public static ProxyFile parse(String text) {
        List<Section> sections = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            if (KINDS.contains(words.getFirst())) {
                lines = new ArrayList<>();
                sections.add(new Section(words.getFirst(), words.size() > 1 ? words.get(1) : "", number, lines));
            } else {
                lines.add(new Line(number, words));
            }
        }
        return new ProxyFile(List.copyOf(sections));
    }

    /** As HAProxy divides a line: quotes and backslashes protect, a # ends it. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                begun = true;
            } else if (quote != 0 || !(Character.isWhitespace(c) || c == '"' || c == '\'' || c == '#')) {
                word.append(c);
                begun = true;
            } else if (c == '"' || c == '\'') {
                quote = c;
                begun = true;
            } else {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
                if (c == '#') {
                    return words;
                }
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** Those of all sections of a kind. */
    public Stream<Line> lines(String kind, String... first) {
        return sections.stream()
                .filter(section -> section.kind().equals(kind))
                .flatMap(section -> section.all(first).stream());
    }

    /** A backend, or a section that is one together with its frontend. */
    public Optional<Section> backend(String name) {
        return backends().filter(section -> section.name().equals(name)).findFirst();
    }

    public Stream<Section> backends() {
        return sections.stream()
                .filter(section ->
                        section.kind().equals("backend") || section.kind().equals("listen"));
    }

    /** Lines that begin so in a backend, or in the defaults before it. */
    public List<Line> effective(Section backend, String... first) {
        List<Line> found = new ArrayList<>(backend.all(first));
        defaults(backend).ifPresent(defaults -> found.addAll(defaults.all(first)));
        return found;
    }

    private Optional<Section> defaults(Section backend) {
        return sections.stream()
                .filter(section -> section.kind().equals("defaults") && section.number() < backend.number())
                .reduce((earlier, later) -> later);
    }

    public List<Server> servers(Section backend) {
        List<String> given = effective(backend, "default-server").stream()
                .flatMap(line -> line.words().stream().skip(1))
                .toList();
        return backend.all("server").stream()
                .filter(line -> line.words().size() > 2)
                .map(line -> new Server(
                        line.words().get(1),
                        line.words().get(2),
                        line,
                        Stream.concat(line.words().stream().skip(3), given.stream())
                                .toList()))
                .toList();
    }
}
