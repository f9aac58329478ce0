package io.signalbox.mysql.doctor;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** When a check is not passed. */
interface Match {
    /** What was seen, in a line; empty when all is well or nothing is known. */
    String evidence(Patient here, List<Patient> servers);

    /** The global variables that it looks at. */
    default Set<String> settings() {
        return Set.of();
    }

    /** The privileges that it looks for. */
    default Set<String> privileges() {
        return Set.of();
    }

    /** A global variable has a wrong value. One that this version does not know is not wrong. */
    record Setting(String name, Predicate<String> wrong) implements Match {
        @Override
        public String evidence(Patient here, List<Patient> servers) {
            return here.examination()
                    .map(seen -> seen.settings().get(name))
                    .filter(wrong)
                    .map(value -> name + " = " + (value.isEmpty() ? "''" : value))
                    .orElse("");
        }

        @Override
        public Set<String> settings() {
            return Set.of(name);
        }
    }

    /** Several variables say it together. Not asked when none could be read. */
    record Settings(Set<String> settings, Function<SortedMap<String, String>, String> judgement) implements Match {
        @Override
        public String evidence(Patient here, List<Patient> servers) {
            return here.examination()
                    .map(Examination::settings)
                    .filter(read -> !read.isEmpty())
                    .map(judgement)
                    .orElse("");
        }
    }

    /** The rest of an examination says it. */
    record Seen(Function<Examination, String> judgement) implements Match {
        @Override
        public String evidence(Patient here, List<Patient> servers) {
            return here.examination().map(judgement).orElse("");
        }
    }

    /** An account that is none of ours holds one of these privileges. */
    record Privileges(Set<String> privileges) implements Match {
        @Override
        public String evidence(Patient here, List<Patient> servers) {
            return here.examination()
                    .map(seen -> Holders.of(seen.holders(), privileges))
                    .orElse("");
        }
    }

    static Match is(String setting, String wrong) {
        return new Setting(setting, wrong::equalsIgnoreCase);
    }

    static Match isNot(String setting, String right) {
        return new Setting(setting, value -> !right.equalsIgnoreCase(value));
    }

    /** A number is below {@code least}; what is no number is not. */
    static Match below(String setting, long least) {
        return new Setting(setting, value -> value.matches("\\d{1,18}") && Long.parseLong(value) < least);
    }

    /** A number is above {@code most}; what is no number is not. */
    static Match above(String setting, long most) {
        return new Setting(setting, value -> value.matches("\\d{1,18}") && Long.parseLong(value) > most);
    }

    static Match privilege(String... any) {
        return new Privileges(Set.of(any));
    }
}
