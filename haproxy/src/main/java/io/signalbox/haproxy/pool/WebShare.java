package io.signalbox.haproxy.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One web server's share of the weight that its capacity gives it. It moves in small steps both ways, as every step shows
 * in the load only some seconds later.
 *
 * @param share in hundredths
 * @param changed when it became so; empty if it was so from the beginning
 * @param load smoothed; empty if it was never told
 * @param changes how often the share changed
 */
public record WebShare(int share, Optional<Duration> changed, Optional<Load> load, long changes) {
    /** Between two changes of one server's share. */
    public static final Duration PERIOD = Duration.ofSeconds(1);
    /** What it changes by at most; smaller differences change nothing, unless they end a range. */
    public static final int STEP = 5;
    /** To rise, so many points more load must not take the share down again. */
    public static final int MARGIN = 10;

    static final WebShare WHOLE = new WebShare(LoadCurve.WHOLE, Optional.empty(), Optional.empty(), 0);

    boolean isWhole() {
        return share == LoadCurve.WHOLE;
    }

    /** Its load, if that is known well enough to decide by. */
    public OptionalDouble known(Duration now) {
        return load.filter(told -> !told.isOld(now)).stream()
                .mapToDouble(Load::percent)
                .findFirst();
    }

    /** What was heard before is nothing new. */
    WebShare hear(Load told) {
        if (load.filter(last -> last.at().compareTo(told.at()) >= 0).isPresent()) {
            return this;
        }
        Load now =
                load.filter(last -> !last.isOld(told.at())).map(told::smoothed).orElse(told);
        return new WebShare(share, changed, Optional.of(now), changes);
    }

    /**
     * @param excess over its peers; empty if it or they are not known: then it goes back to the whole
     * @param mayFall whether it may give up anything now
     */
    WebShare step(Duration now, OptionalDouble excess, LoadCurve curve, boolean mayFall) {
        int wanted = excess.isEmpty() ? risen(LoadCurve.WHOLE) : wanted(excess.getAsDouble(), curve, mayFall);
        boolean waits =
                changed.filter(at -> now.minus(at).compareTo(PERIOD) < 0).isPresent();
        return wanted == share || waits ? this : new WebShare(wanted, Optional.of(now), load, changes + 1);
    }

    private int wanted(double excess, LoadCurve curve, boolean mayFall) {
        int asked = curve.weight(excess);
        if (asked < share) {
            return mayFall ? fallen(asked, curve) : share;
        }
        return risen(safe(excess, curve));
    }

    /** Hosts are never quite alike: who is not half as much busier as is tolerated shall have all. */
    private static int safe(double excess, LoadCurve curve) {
        return excess <= LoadCurve.TOLERATED / 2.0 ? LoadCurve.WHOLE : curve.weight(excess + MARGIN);
    }

    private int fallen(int asked, LoadCurve curve) {
        boolean worthIt = share - asked >= STEP || asked == curve.floor();
        return worthIt ? Math.max(asked, share - STEP) : share;
    }

    private int risen(int safe) {
        boolean worthIt = safe - share >= STEP || safe == LoadCurve.WHOLE;
        return worthIt && safe > share ? Math.min(safe, share + STEP) : share;
    }
}
