package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Matches that need more than one server to be seen. */
final class Company {
    private Company() {}

    /** Another server has the same value, which must be each server's own. */
    record Same(String name) implements Match {
        @Override
        public String evidence(Patient here, List<Patient> servers) {
            String mine = setting(here, name).orElse("");
            String others = servers.stream()
                    .filter(other -> !other.server().equals(here.server()))
                    .filter(other -> !mine.isEmpty() && setting(other, name).equals(Optional.of(mine)))
                    .map(Patient::server)
                    .collect(Collectors.joining(", "));
            return others.isEmpty() ? "" : name + " = " + mine + ", as " + others + " has it";
        }

        @Override
        public Set<String> settings() {
            return Set.of(name);
        }
    }

    /** A value is not the one that most servers have (of two equally common ones: that of the first server). */
    record Unlike(Set<String> settings, Function<String, String> essence) implements Match {
        @Override
        public String evidence(Patient here, List<Patient> servers) {
            return Lines.join(settings.stream()
                    .sorted()
                    .flatMap(name -> difference(name, here, servers))
                    .toList());
        }

        private Stream<String> difference(String name, Patient here, List<Patient> servers) {
            String usual = usual(name, servers);
            return setting(here, name)
                    .filter(value -> !essence.apply(value).equals(usual))
                    .map(value -> name + " = " + value + ", elsewhere " + usual)
                    .stream();
        }

        private String usual(String name, List<Patient> servers) {
            List<String> values = servers.stream()
                    .flatMap(server -> setting(server, name).map(essence).stream())
                    .toList();
            Map<String, Long> counts =
                    values.stream().collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
            return values.stream()
                    .max(Comparator.<String>comparingLong(value -> counts.getOrDefault(value, 0L))
                            .thenComparing(Comparator.<String>comparingInt(values::indexOf)
                                    .reversed()))
                    .orElse("");
        }
    }

    /** mysqld's clock is far from another server's. */
    record Clocks(Duration bound) implements Match {
        @Override
        public String evidence(Patient here, List<Patient> servers) {
            return here.examination().isEmpty()
                    ? ""
                    : servers.stream()
                            .filter(other -> other.examination().isPresent())
                            .filter(other -> apart(here, other).compareTo(bound) > 0)
                            .findFirst()
                            .map(other -> "its clock and that of " + other.server() + " are "
                                    + apart(here, other).toMillis() + " ms apart")
                            .orElse("");
        }

        private static Duration apart(Patient one, Patient other) {
            return one.clockAhead().minus(other.clockAhead()).abs();
        }
    }

    private static Optional<String> setting(Patient server, String name) {
        return server.examination()
                .flatMap(seen -> Optional.ofNullable(seen.settings().get(name)));
    }
}
