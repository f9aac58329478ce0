package io.signalbox.lab.check;

import io.signalbox.lab.ledger.OwnRead;
import io.signalbox.lab.ledger.OwnRead.Found;
import java.util.List;

/**
 * Whether clients saw what they had written themselves.
 *
 * @param there how often it was there
 * @param missing where the server had said that it has it, and it was not there, in words
 * @param notInTime how often the server did not say so within the bound
 * @param unanswered how often the connection was lost
 */
public record OwnReadings(long there, List<String> missing, long notInTime, long unanswered) {

    public static OwnReadings of(List<OwnRead> reads) {
        return new OwnReadings(
                count(reads, Found.THERE),
                reads.stream()
                        .filter(read -> read.found() == Found.MISSING)
                        .map(read ->
                                read.server() + " said that it has row " + read.number() + ", and it was not there")
                        .toList(),
                count(reads, Found.NOT_IN_TIME),
                count(reads, Found.UNANSWERED));
    }

    private static long count(List<OwnRead> reads, Found found) {
        return reads.stream().filter(read -> read.found() == found).count();
    }
}
