package io.signalbox.controller.simulation;

import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import io.signalbox.controller.core.settings.ClusterSettings.WhenNoAckers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What kind of history it is: every history draws its own size, rates and mix of faults, as rare orders of events need
 * worlds in which most other things do not happen.
 *
 * @param servers how many databases
 * @param k wanted acknowledgements
 * @param leaveAfter short, so that ackers leave while faults strike
 * @param faults how many strike
 * @param storm how long they strike
 * @param clusters how close those come that come together
 * @param aim a fault meant for the primary misses it once in so many times
 * @param twice one in so many commands arrives twice
 * @param latest how late what was sent over a link that broke, or the second copy, may still arrive
 * @param slowest the worst delay of a network, a store and an agent's disk, as a factor of the usual worst
 * @param hands how slow every statement of an agent is, as a factor
 * @param applierSlowness of every applier, as a factor
 * @param writers how many clients write through the proxy
 * @param pace the longest pause between two writes of a client
 * @param tick how often controllers look at the time
 * @param report how often agents report though nothing has changed
 * @param drift of each controller's clock, in thousandths, either way
 * @param rules of the servers, in their order; those not named are as good as any other
 * @param weights how often each fault comes; those not named do not come at all
 */
record Weather(
        int servers,
        WhenNoAckers whenNoAckers,
        int k,
        Duration leaveAfter,
        int faults,
        long storm,
        long clusters,
        int aim,
        int twice,
        long latest,
        int slowest,
        int hands,
        int applierSlowness,
        int writers,
        long pace,
        long tick,
        long report,
        int drift,
        List<PromotionRule> rules,
        Map<Fault, Integer> weights) {
    private static final int MOST_FAULTS = 8;
    /** A second, of the primary's agent. */
    private static final long HEARTBEATS = 10;

    /** An applier is busy at most so much of its time, when all is well. */
    private static final long LOADED_PERCENT = 80;

    private static final long FASTEST_PACE = 60 * Schedule.MILLI;
    private static final long SLOWEST_PACE = 900 * Schedule.MILLI;
    private static final List<Long> REPORTS = List.of(150 * Schedule.MILLI, 300 * Schedule.MILLI, 500 * Schedule.MILLI);
    private static final long SHORTEST_STORM = Schedule.SECOND;
    private static final long LONGEST_STORM = 6 * Schedule.SECOND;

    /** The shipped controller looks every 20 ms; one on a busy host later. */
    private static final List<Long> TICKS =
            List.of(20 * Schedule.MILLI, 50 * Schedule.MILLI, 80 * Schedule.MILLI, 120 * Schedule.MILLI);

    private static final long SOONEST_LEAVE = 1500 * Schedule.MILLI;
    private static final long LATEST_LEAVE = 4 * Schedule.SECOND;

    /** Of a mix in which a fault comes, its weight is drawn up to so many times the table's. */
    private static final int MOST_OFTEN = 4;

    static Weather draw(Chance chance) {
        int servers = chance.of(List.of(2, 3, 3, 3, 3, 3, 4, 4));
        return new Weather(
                servers,
                chance.oneIn(5) ? WhenNoAckers.STOP : WhenNoAckers.ALONE,
                servers > 2 && chance.oneIn(3) ? 2 : 1,
                Schedule.toDuration(chance.between(SOONEST_LEAVE, LATEST_LEAVE)),
                (int) chance.between(1, MOST_FAULTS),
                chance.between(SHORTEST_STORM, LONGEST_STORM),
                chance.between(20 * Schedule.MILLI, 900 * Schedule.MILLI),
                (int) chance.between(2, 6),
                chance.of(List.of(1000, 200, 40, 8)),
                chance.between(200 * Schedule.MILLI, 8 * Schedule.SECOND),
                (int) chance.between(1, 4),
                chance.oneIn(3) ? (int) chance.between(2, 40) : 1,
                chance.oneIn(3) ? (int) chance.between(2, 40) : 1,
                (int) chance.between(1, 3),
                chance.between(FASTEST_PACE, SLOWEST_PACE),
                chance.of(TICKS),
                chance.of(REPORTS),
                chance.oneIn(2) ? 0 : (int) chance.between(1, 40),
                chance.oneIn(3) ? rules(servers, chance) : List.of(),
                mix(chance));
    }

    private static List<PromotionRule> rules(int servers, Chance chance) {
        List<PromotionRule> rules = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            rules.add(chance.of(List.of(PromotionRule.values())));
        }
        if (!rules.contains(PromotionRule.PREFER)) {
            rules.set((int) chance.between(0, servers - 1), PromotionRule.PREFER);
        }
        return rules;
    }

    private static Map<Fault, Integer> mix(Chance chance) {
        Map<Fault, Integer> weights = new EnumMap<>(Fault.class);
        boolean everything = chance.oneIn(4);
        for (Fault fault : Fault.values()) {
            if (everything || chance.oneIn(3)) {
                weights.put(fault, fault.weight() * (int) chance.between(1, MOST_OFTEN));
            }
        }
        if (weights.isEmpty()) {
            weights.put(chance.of(List.of(Fault.values())), 1);
        }
        return weights;
    }

    /** The same, but these faults are most of what comes. */
    Weather with(List<Fault> favourites, Chance chance) {
        Map<Fault, Integer> biased = new EnumMap<>(Fault.class);
        biased.putAll(weights);
        int all = weights.values().stream().mapToInt(Integer::intValue).sum();
        favourites.forEach(fault -> biased.merge(fault, all * (int) chance.between(1, MOST_OFTEN), Integer::sum));
        return with(rules, biased);
    }

    /** The same, but one server in a world of three or more must never be promoted. */
    Weather withOneNever() {
        return with(servers < 3 ? List.of() : List.of(PromotionRule.NEUTRAL, PromotionRule.NEVER), weights);
    }

    private Weather with(List<PromotionRule> otherRules, Map<Fault, Integer> otherWeights) {
        return new Weather(
                servers,
                whenNoAckers,
                k,
                leaveAfter,
                faults,
                storm,
                clusters,
                aim,
                twice,
                latest,
                slowest,
                hands,
                applierSlowness,
                writers,
                pace,
                tick,
                report,
                drift,
                otherRules,
                otherWeights);
    }

    /** An applier that is always slower than its clients write never catches up: it is slow, but not so slow. */
    long usualSlowness() {
        long perSecond = HEARTBEATS + 2L * writers * Schedule.SECOND / pace; // half the longest pause, in the mean
        long most = Schedule.SECOND * LOADED_PERCENT / 100 / (Applier.MEAN * perSecond);
        return Math.clamp(applierSlowness, 1, Math.max(1, most));
    }

    PromotionRule rule(int server) {
        return server < rules.size() ? rules.get(server) : PromotionRule.NEUTRAL;
    }

    Fault fault(Chance chance) {
        int all = weights.values().stream().mapToInt(Integer::intValue).sum();
        long left = chance.between(1, all);
        for (Map.Entry<Fault, Integer> each : weights.entrySet()) {
            left -= each.getValue();
            if (left <= 0) {
                return each.getKey();
            }
        }
        throw new IllegalStateException("no fault weighs anything");
    }
}
