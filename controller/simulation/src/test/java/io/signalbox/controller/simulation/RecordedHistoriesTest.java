package io.signalbox.controller.simulation;

import static io.signalbox.controller.simulation.Fault.SHUT_DOWN_AND_STARTED_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.daemon.recorder.Camera;
import io.signalbox.controller.daemon.recorder.Darkroom;
import io.signalbox.controller.daemon.recorder.Letter;
import io.signalbox.controller.daemon.recorder.Line;
import io.signalbox.controller.daemon.recorder.UnreadableRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every kernel of these histories has a shadow, to which nothing comes but what a recording holds: events as lines and,
 * every so often, a picture of the kernel, of which the shadow is made anew, in whatever it is in the middle of. The
 * shadow must want the same.
 */
class RecordedHistoriesTest {
    private static final int HISTORIES = 60;

    /** A prime, so that pictures are taken of all sorts of moments. */
    private static final int PICTURED_EVERY = 31;

    private static final Pattern PLAN = Pattern.compile("Plan\",\"([A-Z_]+)\"");

    private final SortedSet<String> pictured = new TreeSet<>();
    private long events;

    @Test
    void aKernelOfARecordingDecidesAsTheRecordedOneFromItsBeginningAndFromEveryPicture() {
        Mind.ControllerMaker shadowed = this::shadowed;
        History.Damage recorded = new History.Damage(setup -> setup.with(shadowed), List.of());
        History.Damage days = new History.Damage(setup -> setup.with(shadowed), List.of(SHUT_DOWN_AND_STARTED_AGAIN));
        for (long seed = 1; seed <= HISTORIES; seed++) {
            History.Damage each = seed % 4 == 0 ? days : recorded; // the end of a day is rare otherwise
            assertThat(History.runDamaged(seed, Optional.empty(), each).violations())
                    .describedAs("seed %d", seed)
                    .isEmpty();
        }
        assertThat(events).isGreaterThan(20_000);
        assertThat(pictured)
                .as("pictures in the middle of")
                .contains("FAILOVER", "SWITCHOVER", "REOPEN", "LEAVE", "JOIN", "REJOIN", "PROVE", "SHUTDOWN");
    }

    private Mind.OfController shadowed(ClusterSettings settings) {
        Kernel kernel = new Kernel(settings);
        Kernel[] shadow = {new Kernel(settings)};
        int[] heard = {0};
        return new Mind.OfController() {
            @Override
            public List<Effect> handle(Event event) {
                List<Effect> wanted = kernel.handle(event);
                assertThat(throughLines(shadow[0].handle(throughLine(event))))
                        .as("event %s: %s", heard[0], event)
                        .isEqualTo(wanted);
                events++;
                if (++heard[0] % PICTURED_EVERY == 0) {
                    shadow[0] = developed(kernel, settings);
                }
                return wanted;
            }

            @Override
            public List<Problem> problems() {
                return kernel.problems();
            }
        };
    }

    private Kernel developed(Kernel kernel, ClusterSettings settings) {
        PLAN.matcher(Camera.picture(kernel).toString()).results().forEach(plan -> pictured.add(plan.group(1)));
        if (line(new Line.Pictured(Camera.picture(kernel))) instanceof Line.Pictured picture) {
            Kernel developed = Darkroom.develop(picture.kernel(), settings);
            assertThat(developed.view()).isEqualTo(kernel.view());
            return developed;
        }
        throw new AssertionError("no picture");
    }

    private static Event throughLine(Event event) {
        if (line(new Line.Heard(event)) instanceof Line.Heard heard) {
            return heard.event();
        }
        throw new AssertionError("no event");
    }

    private static List<Effect> throughLines(List<Effect> effects) {
        List<Effect> read = new ArrayList<>();
        for (Effect effect : effects) {
            if (line(new Line.Wanted(effect)) instanceof Line.Wanted wanted) {
                read.add(wanted.effect());
            }
        }
        return read;
    }

    private static Line line(Line line) {
        try {
            return Letter.read(Letter.write(line));
        } catch (UnreadableRecording e) {
            throw new AssertionError(e);
        }
    }
}
