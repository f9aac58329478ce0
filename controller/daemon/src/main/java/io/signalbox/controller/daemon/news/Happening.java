package io.signalbox.controller.daemon.news;

import java.time.Instant;
import java.util.SortedMap;

/**
 * One event as people see it.
 *
 * @param number counts from 1 since this controller started
 * @param id {@code boot-number}; a boot names one life of the process
 */
public record Happening(
        long number,
        String id,
        Instant at,
        String type,
        String cluster,
        String sentence,
        SortedMap<String, String> facts) {}
