package io.signalbox.controller.daemon.deploy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which servers have other files than the rest. */
final class Drift {
    private Drift() {}

    /** Those that are not with the most; all of them if no group is the largest, as nobody knows who is right. */
    static SortedSet<String> among(SortedMap<String, String> digests) {
        List<List<String>> groups = digests.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .values()
                .stream()
                .sorted(Comparator.comparingInt(List<String>::size).reversed())
                .toList();
        boolean clear =
                groups.size() < 2 || groups.get(0).size() > groups.get(1).size();
        return groups.stream()
                .skip(clear ? 1 : 0)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
