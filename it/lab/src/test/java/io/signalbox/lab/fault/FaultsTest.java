package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final List<String> happened = new ArrayList<>();
    private final Faults faults = new Faults(happened::add);

    private final class Noted implements Fault {
        private final String name;
        private final boolean breaks;

        Noted(String name, boolean breaks) {
            this.name = name;
            this.breaks = breaks;
        }

        @Override
        public void inject() {
            if (breaks) {
                throw new FaultFailure(name + " broke");
            }
        }

        @Override
        public void heal() {
            happened.add("heals " + name);
            if (breaks) {
                throw new FaultFailure("still broken");
            }
        }

        @Override
        public String sentence() {
            return name;
        }
    }

    @Test
    void areHealedNewestFirst() {
        faults.inject(new Noted("a", false));
        faults.inject(new Noted("b", false));

        faults.close();

        assertThat(happened).containsExactly("a", "b", "heals b", "healed: b", "heals a", "healed: a");
    }

    @Test
    void areHealedOnce() {
        Noted fault = new Noted("a", false);
        faults.inject(fault);

        faults.heal(fault);
        faults.heal(fault);
        faults.close();

        assertThat(happened).containsExactly("a", "heals a", "healed: a");
    }

    @Test
    void halfAnInjectionIsHealedToo() {
        assertThatThrownBy(() -> faults.inject(new Noted("a", true))).isInstanceOf(FaultFailure.class);

        faults.close();

        assertThat(happened).contains("heals a");
    }

    @Test
    void oneThatCannotBeHealedDoesNotKeepTheOthersFromIt() {
        faults.inject(new Noted("a", false));
        assertThatThrownBy(() -> faults.inject(new Noted("b", true))).isInstanceOf(FaultFailure.class);

        faults.close();

        assertThat(happened).contains("NOT healed: b: still broken", "healed: a");
    }

    /** The drill's own thread goes on while the program ends. */
    @Test
    void nothingIsBrokenWhenTheDrillIsEnding() {
        faults.close();

        assertThatThrownBy(() -> faults.inject(new Noted("late", false))).isInstanceOf(FaultFailure.class);

        assertThat(happened).isEmpty();
    }
}
